import { invariant } from '../kernel/invariant.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import { type AccountName, accountId } from '../ledger/account.ts';
import type { LinkedGroup, Operation } from '../ledger/operation.ts';
import type { Transfer } from '../ledger/transfer.ts';
import type { EntryIdentity } from './entry.ts';

/** What a message costs its sender, and who gets it. */
export interface MessagePrice {
  readonly unit: string;
  /** Greater than 0. */
  readonly amountMinor: bigint;
  /** The part of it that goes on to the house; 0 for none. */
  readonly feeMinor: bigint;
  readonly payee: Pick<AccountName, 'kind' | 'owner'>;
  /** Name of the house account that collects fees. */
  readonly feeAccount: string;
}

/**
 * The transfers that pay for a message: from the sender's own wallet to the payee and, where there is a fee, from there on to the house. Their
 * keys follow from the identity alone, so that a repeat is known whatever the price has become. They are SORA's own: no key from outside can
 * take their place.
 *
 * Keys are unique per payer. The sender's needs no user id for that, `sora:message:<chat>:<install>:<installSeq>`; the payee's does, and
 * is a digest since a user id would not fit in.
 */
export function paymentOf({ send, price }: { readonly send: EntryIdentity; readonly price: MessagePrice }, sha256: Sha256): LinkedGroup {
  const { tenant, chat, userId, install, installSeq } = send;
  const { unit, amountMinor, feeMinor, feeAccount } = price;
  const payee = accountId({ ...price.payee, unit });
  const message: Operation = { kind: 'transfer', key: `sora:message:${chat}:${install}:${installSeq}`, payer: accountId({ kind: 'user', unit, owner: userId }), payee, amountMinor };
  if (feeMinor === 0n) return { tenant, operations: [message] };
  const key = `sora:message-fee:${sha256(JSON.stringify([chat, userId, install, installSeq]))}`;
  return { tenant, operations: [message, { kind: 'transfer', key, payer: payee, payee: accountId({ kind: 'house', unit, owner: feeAccount }), amountMinor: feeMinor }] };
}

/**
 * The transfers that give it all back, the latest first. Their keys follow from the original ones, so that a refund happens once, however
 * often it is asked for. A refusal stays under its keys for ever, so that the next attempt needs others: to be made only once the attempt
 * before it was refused under its keys, which then cannot be booked any more.
 * @param transfers as they were booked: one or more, all of kind `transfer`
 * @param attempt counts from 1
 */
export function refundOf(transfers: readonly Transfer[], sha256: Sha256, attempt = 1): LinkedGroup {
  const [first, ...rest] = transfers.toReversed().map((transfer) => reversed(transfer, attempt, sha256));
  invariant(first !== undefined, 'a refund is of something');
  return { tenant: transfers[0]?.tenant ?? '', operations: [first, ...rest] };
}

function reversed({ kind, payer, payee, key, amountMinor }: Transfer, attempt: number, sha256: Sha256): Operation {
  invariant(kind === 'transfer', 'only what moved can be given back');
  return { kind, key: `sora:refund:${sha256(JSON.stringify(attempt === 1 ? [payer, key] : [payer, key, attempt]))}`, payer: payee, payee: payer, amountMinor };
}
