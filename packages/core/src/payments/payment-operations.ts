import { accountId, parseAccountId } from '../ledger/account.ts';
import { type LinkedGroup, maxHoldMs, type Operation } from '../ledger/operation.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Payment } from './payment.ts';

/** What can be booked for a payment. Each at most once, for its key is made of the provider's own ids. */
export type BookingStep =
  /** The payment, into the wallet. */
  | 'paid'
  /** A reservation for an outflow that we ask the provider for, and what becomes of it. */
  | 'hold' | 'post' | 'void'
  /** An outflow that nobody asked us about: taken even where the wallet does not hold it. */
  | 'out'
  /** An outflow that came back after it was booked. */
  | 'back';

/** `sora:stripe:pi_1:out:re_1` */
export function bookingKey({ provider, id }: Payment, step: BookingStep, outflow?: string): string {
  return ['sora', provider, id, step, ...(outflow === undefined ? [] : [outflow])].join(':');
}

/** The clearing account of this payment: what the provider owes us is what this account is below zero. */
export function clearingOf({ provider, wallet }: Payment): string {
  const name = parseAccountId(wallet);
  invariant(name !== undefined, `the wallet of a payment is an account, not "${wallet}"`);
  return accountId({ kind: 'clearing', unit: name.unit, owner: provider });
}

/** Operations that are booked together, and what is booked where the ledger refuses them. */
export interface Booking {
  readonly operations: LinkedGroup['operations'];
  readonly otherwise?: Booking | 'nothing';
}

interface OutflowOf {
  readonly outflow: string;
  readonly amountMinor: bigint;
}

export function creditOf(payment: Payment, amountMinor: bigint): Booking {
  return { operations: [{ kind: 'transfer', key: bookingKey(payment, 'paid'), payer: clearingOf(payment), payee: payment.wallet, amountMinor }] };
}

/** It lasts as long as a hold may: a provider takes days, and a hold that timed out first would let the money be spent twice. */
export function holdOf(payment: Payment, { outflow, amountMinor }: OutflowOf): Operation {
  return { kind: 'hold', key: bookingKey(payment, 'hold', outflow), payer: payment.wallet, payee: clearingOf(payment), amountMinor, expiresInMs: maxHoldMs };
}

/** The money has gone, whatever the ledger thinks of it: a frozen wallet cannot post, and a hold that timed out is no more. */
export function postOf(payment: Payment, about: OutflowOf): Booking {
  const post = { kind: 'post', key: bookingKey(payment, 'post', about.outflow), payer: payment.wallet, holdKey: bookingKey(payment, 'hold', about.outflow) } as const;
  const debit = forcedDebit(payment, about);
  return { operations: [post], otherwise: { operations: [release(payment, about.outflow), debit], otherwise: { operations: [debit] } } };
}

/** A hold that is resolved or timed out needs no letting go. */
export function voidOf(payment: Payment, outflow: string): Booking {
  return { operations: [release(payment, outflow)], otherwise: 'nothing' };
}

export function takeOf(payment: Payment, about: OutflowOf): Booking {
  return { operations: [forcedDebit(payment, about)] };
}

export function giveBackOf(payment: Payment, { outflow, amountMinor }: OutflowOf): Booking {
  return { operations: [{ kind: 'transfer', key: bookingKey(payment, 'back', outflow), payer: clearingOf(payment), payee: payment.wallet, amountMinor }] };
}

function forcedDebit(payment: Payment, { outflow, amountMinor }: OutflowOf): Operation {
  return { kind: 'transfer', key: bookingKey(payment, 'out', outflow), payer: payment.wallet, payee: clearingOf(payment), amountMinor, force: true };
}

function release(payment: Payment, outflow: string): Operation {
  return { kind: 'void', key: bookingKey(payment, 'void', outflow), payer: payment.wallet, holdKey: bookingKey(payment, 'hold', outflow) };
}
