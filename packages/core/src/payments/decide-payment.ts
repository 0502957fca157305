import type { Outflow, Payment, PaymentFact, PaymentState } from './payment.ts';
import { type Booking, creditOf, giveBackOf, postOf, takeOf, voidOf } from './payment-operations.ts';

/** Facts that overtook others. */
export type Crossing = 'outflow-before-payment' | 'return-before-outflow' | 'report-before-answer';

export interface PaymentDecision {
  readonly state: PaymentState;
  /** To be booked in this order. Their keys are the provider's own ids, so that booking them again changes nothing. */
  readonly bookings: readonly Booking[];
  /** It is remembered, but moves nothing before its payment, or its amount, is known. */
  readonly waits?: true;
  /** This fact should have come before one that was known already. */
  readonly crossed?: Crossing;
  /** It was known before. */
  readonly repeat?: true;
}

/**
 * Folds one fact into a payment. Facts only ever add knowledge, and what is booked only ever follows from what is known, so that the same facts
 * come to the same balances in whatever order and number they arrive.
 */
export function decidePayment(payment: Payment, state: PaymentState, fact: PaymentFact): PaymentDecision {
  return fact.kind === 'paid' ? learnPaid(payment, state, fact.amountMinor) : learnOutflow({ payment, id: fact.outflow ?? payment.id, state }, fact);
}

function learnPaid(payment: Payment, state: PaymentState, amountMinor: bigint): PaymentDecision {
  if (state.paidMinor !== undefined) return { state, bookings: [], repeat: true };
  const paid = { ...state, paidMinor: amountMinor };
  const waiting = Object.entries(state.outflows).filter(([, { held, left, returned }]) => !held && (left || returned));
  const booked = waiting.map(([id, outflow]) => ({ id, ...bookOutflow(payment, id, outflow) }));
  return {
    state: { ...paid, outflows: { ...state.outflows, ...Object.fromEntries(booked.map(({ id, outflow }) => [id, outflow])) } },
    bookings: [creditOf(payment, amountMinor), ...booked.flatMap((each) => each.bookings)],
    ...(waiting.length > 0 && { crossed: 'outflow-before-payment' as const }),
  };
}

interface Place {
  readonly payment: Payment;
  readonly id: string;
  readonly state: PaymentState;
}

function learnOutflow({ payment, id, state }: Place, fact: PaymentFact & { readonly kind: 'asked' | 'left' | 'returned' }): PaymentDecision {
  const known = state.outflows[id] ?? { held: fact.held, left: false, returned: false, booked: 'nothing' };
  if (isRepeat(known, fact)) return { state, bookings: [], repeat: true };
  const learnt = { ...withAmount(known, fact.amountMinor), ...(fact.kind !== 'asked' && { [fact.kind]: true }) };
  const waits = learnt.amountMinor === undefined || (!learnt.held && state.paidMinor === undefined);
  const { outflow, bookings } = waits ? { outflow: learnt, bookings: [] } : bookOutflow(payment, id, learnt);
  const crossed = crossingOf(known, fact.kind);
  return { state: { ...state, outflows: { ...state.outflows, [id]: outflow } }, bookings, ...(waits && { waits }), ...(crossed !== undefined && { crossed }) };
}

function isRepeat(known: Outflow, { kind }: { readonly kind: 'asked' | 'left' | 'returned' }): boolean {
  return kind === 'asked' ? known.amountMinor !== undefined : known[kind];
}

function withAmount(known: Outflow, amountMinor: bigint | undefined): Outflow {
  return known.amountMinor !== undefined || amountMinor === undefined ? known : { ...known, amountMinor };
}

function crossingOf(known: Outflow, kind: 'asked' | 'left' | 'returned'): Crossing | undefined {
  if (kind === 'left' && known.returned) return 'return-before-outflow';
  return kind === 'asked' && (known.left || known.returned) ? 'report-before-answer' : undefined;
}

interface Booked {
  readonly outflow: Outflow;
  readonly bookings: readonly Booking[];
}

/** Everything that is due for an outflow and was not booked. */
function bookOutflow(payment: Payment, id: string, outflow: Outflow): Booked {
  const { left, returned, held, booked, amountMinor } = outflow;
  if (amountMinor === undefined) return { outflow, bookings: [] };
  const about = { outflow: id, amountMinor };
  if (booked === 'nothing' && left) {
    const rest = bookOutflow(payment, id, { ...outflow, booked: 'out' });
    return { outflow: rest.outflow, bookings: [held ? postOf(payment, about) : takeOf(payment, about), ...rest.bookings] };
  }
  if (booked === 'nothing' && returned && held) return { outflow: { ...outflow, booked: 'kept' }, bookings: [voidOf(payment, id)] };
  if (booked === 'out' && returned) return { outflow: { ...outflow, booked: 'back' }, bookings: [giveBackOf(payment, about)] };
  return { outflow, bookings: [] };
}
