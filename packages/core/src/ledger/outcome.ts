import type { Transfer } from './transfer.ts';

/** Why money did not move. Each is also a problem code over HTTP. */
export type RefusalCode = (typeof refusalCodes)[number];

export const refusalCodes = [
  'invalid-operation',
  'unknown-account',
  'unit-mismatch',
  'insufficient-funds',
  'account-frozen',
  'limit-exceeded',
  'key-reused',
  'unknown-hold',
  'hold-resolved',
  'hold-expired',
] as const;

/**
 * Refusals that depend on a balance or a freeze, which may change: they are written down under their key, so that the same key gets the
 * same answer for ever. Otherwise a delayed repeat of a payment that its user saw refused could go through after a top-up.
 */
export const recordedRefusals: ReadonlySet<RefusalCode> = new Set(['insufficient-funds', 'account-frozen', 'limit-exceeded']);

export interface Refusal {
  readonly code: RefusalCode;
  /** A sentence about this case. */
  readonly detail: string;
  /** Which operation of the group was refused; the others did not happen either. */
  readonly operation: number;
}

/**
 * What became of a group. `replayed`: its keys were booked before, and these are the transfers of that time.
 * A refusal with `replayed` was given to these keys before.
 */
export type GroupOutcome =
  | { readonly kind: 'posted' | 'replayed'; readonly transfers: readonly Transfer[] }
  | ({ readonly kind: 'refused'; readonly replayed: boolean } & Refusal);

/** A refusal as it is written down under a key. */
export interface RecordedRefusal extends Refusal {
  readonly tenant: string;
  readonly payer: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly atMs: number;
}
