import { accountId, type Payment, type PaymentFact } from '@sora/core';
import type { Stripe } from 'stripe';

/** What an object of Stripe says of money. `subject` is the PaymentIntent, undefined where it is none of ours. */
export interface StripeReading {
  readonly subject: string | undefined;
  readonly facts: readonly PaymentFact[];
  readonly payment?: Payment;
}

/** Under these names SORA notes on what it makes at Stripe whose it is. */
export interface StripeNote {
  readonly tenant: string;
  readonly user: string;
  readonly unit: string;
  readonly key: string;
}

export const nothing: StripeReading = { subject: undefined, facts: [] };

export function readPaid(source: Pick<Stripe.Charge, 'currency' | 'metadata'>, id: string, amount: number): StripeReading {
  const payment = paymentOf(source, id);
  return payment === undefined ? nothing : { subject: id, payment, facts: [{ kind: 'paid', amountMinor: BigInt(amount) }] };
}

/** The currency is Stripe's, which knows what was paid; only whose it is comes from our note. */
function paymentOf({ currency, metadata }: Pick<Stripe.Charge, 'currency' | 'metadata'>, id: string): Payment | undefined {
  const { tenant, user } = metadata;
  if (tenant === undefined || user === undefined) return undefined;
  try {
    return { tenant, provider: 'stripe', id, wallet: accountId({ kind: 'user', unit: currency.toUpperCase(), owner: user }) };
  } catch {
    // A note of somebody else's under the same names.
    return undefined;
  }
}

type Outcome = 'left' | 'returned' | undefined;

/** A refund that SORA asked for carries its name in the metadata, and has a hold; one made in Stripe's dashboard has neither. */
export function readRefund(refund: Stripe.Refund, outcome: Outcome): StripeReading {
  const { outflow } = refund.metadata ?? {};
  return outflowReading(idOf(refund.payment_intent), outcome, { outflow: outflow ?? refund.id, amount: refund.amount, held: outflow !== undefined });
}

export function readDispute(dispute: Stripe.Dispute, outcome: Outcome): StripeReading {
  return outflowReading(idOf(dispute.payment_intent), outcome, { outflow: dispute.id, amount: dispute.amount, held: false });
}

function outflowReading(subject: string | undefined, outcome: Outcome, { outflow, amount, held }: { readonly outflow: string; readonly amount: number; readonly held: boolean }): StripeReading {
  if (subject === undefined || outcome === undefined || amount <= 0) return nothing;
  return { subject, facts: [{ kind: outcome, outflow, amountMinor: BigInt(amount), held }] };
}

/** @see Stripe, "Refund object": pending, requires_action, succeeded, failed or canceled */
export function refundOutcome({ status }: Stripe.Refund): Outcome {
  return status === 'succeeded' ? 'left' : status === 'failed' || status === 'canceled' ? 'returned' : undefined;
}

export function idOf(reference: string | { readonly id: string } | null | undefined): string | undefined {
  return typeof reference === 'string' ? reference : reference?.id;
}
