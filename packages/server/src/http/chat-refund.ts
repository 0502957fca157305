import { type Entry, type GroupOutcome, parseAccountId, paymentOf, refundOf, SoraError, type Transfer } from '@sora/core';
import { feeAccount } from './chat-send.ts';
import type { Services } from './services.ts';
import { userAccount } from './wallet-call.ts';

type Books = Pick<Services, 'ledger' | 'settings' | 'sha256'>;

/** Refusals of one refund, each of which was asked for. */
const mostAttempts = 100;

/**
 * Gives back what was paid for this message, once. A refusal stays under its keys for ever, though its reason may pass: after one that was
 * given before, the next keys are tried. Whoever does so at the same time tries the same, so that no more than one attempt can be booked.
 * @throws {SoraError} `invalid-operation` for one that was not paid for
 */
export async function refund(entry: Entry, books: Books): Promise<GroupOutcome> {
  const transfers = await paidFor(entry, books);
  const attempt = (count: number) => books.ledger.submit(refundOf(transfers, books.sha256, count));
  let outcome = await attempt(1);
  for (let count = 2; count <= mostAttempts && outcome.kind === 'refused' && outcome.replayed; count++) outcome = await attempt(count);
  return outcome;
}

async function paidFor(entry: Entry, books: Books): Promise<readonly Transfer[]> {
  const paid = await paymentTransfer(entry, books);
  if (paid === undefined) throw new SoraError('invalid-operation', { detail: `Message ${entry.seq} was not paid for.` });
  const fee = await feeTransfer(entry, paid, books);
  return fee === undefined ? [paid] : [paid, fee];
}

/** Looked for in each unit, since an entry names the key of its payment and not the unit. */
async function paymentTransfer({ tenant, userId, paymentKey }: Entry, { ledger, settings }: Books): Promise<Transfer | undefined> {
  if (paymentKey === undefined) return undefined;
  const found = await Promise.all(settings.SORA_MONEY_UNITS.map(({ unit }) => ledger.transfer(tenant, userAccount(userId, unit), paymentKey)));
  return found.find((transfer) => transfer !== undefined);
}

/** Its key follows from the message's identity alone; the amounts here are not looked at. */
async function feeTransfer(send: Entry, { payee, unit }: Transfer, { ledger, sha256 }: Books): Promise<Transfer | undefined> {
  const name = parseAccountId(payee);
  if (name === undefined) throw new RangeError(`"${payee}" is not an account.`);
  const [, fee] = paymentOf({ send, price: { unit, amountMinor: 1n, feeMinor: 1n, payee: name, feeAccount } }, sha256).operations;
  return fee && ledger.transfer(send.tenant, payee, fee.key);
}
