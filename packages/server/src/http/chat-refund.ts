import { type Entry, type LinkedGroup, parseAccountId, paymentOf, refundOf, SoraError, type Transfer } from '@sora/core';
import { feeAccount } from './chat-send.ts';
import type { Services } from './services.ts';
import { userAccount } from './wallet-call.ts';

type Books = Pick<Services, 'ledger' | 'settings' | 'sha256'>;

/** The transfers that give back what was paid for this message. @throws {SoraError} `invalid-operation` for one that was not paid for */
export async function refundFor(entry: Entry, books: Books): Promise<LinkedGroup> {
  const paid = await paymentTransfer(entry, books);
  if (paid === undefined) throw new SoraError('invalid-operation', { detail: `Message ${entry.seq} was not paid for.` });
  const fee = await feeTransfer(entry, paid, books);
  return refundOf(fee === undefined ? [paid] : [paid, fee], books.sha256);
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
