import type { ConflictKind } from '../conflict.ts';

/** Two reports about one payment that crossed: a refund before its payment, a webhook before the answer, the same event on two servers. */
export const paymentRace = {
  name: 'PAYMENT_RACE',
  detection: 'An event of a provider arrives twice, out of order, or before the answer to the call that caused it.',
  resolution: 'Events of one payer are applied one after another; one that needs an earlier one waits for it, a repeat changes nothing.',
  invariant: 'Each fact a provider reports moves money exactly once, whatever the order of arrival.',
  severity: 'info',
} as const satisfies ConflictKind;
