/** A note of a person beside a transfer. It can be erased: seals cover only its salted digest. */
export interface Memo {
  readonly text: string;
  /** 32 random hexadecimal digits, made where the memo came in. */
  readonly salt: string;
}

interface Keyed {
  /** Idempotency key, 1 to 200 visible ASCII characters, unique per payer for ever. Keys that begin with `sora:` are SORA's own. */
  readonly key: string;
  /** Account that is debited or, for a hold, reserved. */
  readonly payer: string;
}

/** One wish about money. Amounts are minor units, greater than 0. */
export type Operation =
  /** Moves it now. `force` (never from outside) may go below the floor; the payer is then frozen. */
  | (Keyed & { readonly kind: 'transfer'; readonly payee: string; readonly amountMinor: bigint; readonly memo?: Memo; readonly force?: true })
  /** Reserves it for the payee until posted, voided or timed out. */
  | (Keyed & { readonly kind: 'hold'; readonly payee: string; readonly amountMinor: bigint; readonly expiresInMs: number; readonly memo?: Memo })
  /** Moves what was held, or a part of it, and lets the rest go. */
  | (Keyed & { readonly kind: 'post'; readonly holdKey: string; readonly amountMinor?: bigint })
  /** Lets a hold go. */
  | (Keyed & { readonly kind: 'void'; readonly holdKey: string })
  /** Lets a hold go whose time is over. */
  | (Keyed & { readonly kind: 'expire'; readonly holdKey: string });

export type OperationKind = Operation['kind'];

/** Operations that happen all together or not at all, applied in this order. */
export interface LinkedGroup {
  readonly tenant: string;
  readonly operations: readonly [Operation, ...Operation[]];
}

/** Longest text of a memo, in UTF-16 code units. */
export const maxMemoLength = 500;
/** Most operations of one group. */
export const maxLinked = 16;
/** Longest time a hold may stay open: a year. */
export const maxHoldMs = 366 * 24 * 60 * 60_000;
