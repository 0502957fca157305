import type { ConflictKind } from '../conflict.ts';

/** One idempotency key asked for money twice at the same time, or with another payload. A plain retry after the answer is no conflict. */
export const doubleSpend = {
  name: 'DOUBLE_SPEND',
  detection: 'The same key of the same payer comes twice in one batch, or comes back with another amount, payee or kind.',
  resolution: 'The first one booked stands; the same wish gets its original result, another wish is refused as key-reused.',
  invariant: 'A key moves money at most once.',
  severity: 'warning',
} as const satisfies ConflictKind;
