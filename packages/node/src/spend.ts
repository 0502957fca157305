import { maxMinor } from '@sora/core';

/** A spend as it may be asked for. */
export interface Spend {
  readonly userId: string;
  readonly amountMinor: bigint;
  readonly operationId: string;
}

/** What was booked; amounts are minor units. */
export interface SpendTransfer {
  readonly operationId: string;
  readonly userId: string;
  readonly unit: string;
  readonly amountMinor: bigint;
  /** Of the user's wallet, right after it. */
  readonly balanceAfterMinor: bigint;
  readonly atMs: number;
  /** Where it stands in the sealed ledger, for `sora verify`. */
  readonly receipt: { readonly lane: number; readonly seq: number; readonly seal: string };
}

export interface SpendResult {
  /** `replayed`: this operation was booked before, and this is the transfer of that time. */
  readonly kind: 'posted' | 'replayed';
  readonly transfer: SpendTransfer;
}

const visible = /^[\x21-\x7e]+$/;

/** @throws {TypeError} for what no spend can be */
export function checkedSpend(userId: unknown, amount: unknown, operationId: unknown): Spend {
  if (!isVisible(userId, 128)) throw new TypeError('A user id is 1 to 128 visible ASCII characters.');
  if (!isVisible(operationId, 200) || operationId.startsWith('sora:')) throw new TypeError('An operation id is 1 to 200 visible ASCII characters, and does not begin with "sora:".');
  return { userId, amountMinor: checkedAmount(amount), operationId };
}

function checkedAmount(amount: unknown): bigint {
  const minor = typeof amount === 'bigint' ? amount : Number.isSafeInteger(amount) ? BigInt(amount as number) : 0n;
  if (minor > 0n && minor <= maxMinor) return minor;
  throw new TypeError(`An amount is a whole number of minor units greater than 0 (5.00 USD are 500), a safe integer or a bigint up to ${maxMinor}, not ${String(amount)}.`);
}

function isVisible(text: unknown, maxLength: number): text is string {
  return typeof text === 'string' && text.length <= maxLength && visible.test(text);
}
