import { type Crossing, decidePayment } from './decide-payment.ts';
import type { Payment, PaymentFact, PaymentState } from './payment.ts';
import type { Booking } from './payment-operations.ts';
import type { ProviderEvent } from './payment-store.ts';

export interface FoldedReports {
  readonly state: PaymentState;
  readonly bookings: readonly Booking[];
  /** Reports that crossed with others. */
  readonly races: readonly { readonly event: ProviderEvent; readonly how: Crossing }[];
}

const rank: Readonly<Record<PaymentFact['kind'], number>> = { paid: 0, asked: 1, left: 2, returned: 3 };

/**
 * Folds what waits for a payment. Facts are booked in the order in which they happened, not in which they came: a server that died after
 * booking some of them, and another that knows more, then book the same things under the same keys.
 */
export function foldReports(payment: Payment, before: PaymentState, events: readonly ProviderEvent[]): FoldedReports {
  const facts = events.flatMap((event) => event.facts).toSorted((a, b) => rank[a.kind] - rank[b.kind]);
  let state = before;
  const bookings: Booking[] = [];
  for (const fact of facts) {
    const decision = decidePayment(payment, state, fact);
    state = decision.state;
    bookings.push(...decision.bookings);
  }
  return { state, bookings, races: racesOf(payment, before, events) };
}

/** Crossings show only in the order of arrival. */
function racesOf(payment: Payment, before: PaymentState, events: readonly ProviderEvent[]): FoldedReports['races'] {
  let state = before;
  const races: { event: ProviderEvent; how: Crossing }[] = [];
  for (const event of events) {
    for (const fact of event.facts) {
      const decision = decidePayment(payment, state, fact);
      state = decision.state;
      if (decision.crossed !== undefined) races.push({ event, how: decision.crossed });
      else if (decision.repeat === true && event.source === 'answer') races.push({ event, how: 'report-before-answer' });
    }
  }
  return races;
}
