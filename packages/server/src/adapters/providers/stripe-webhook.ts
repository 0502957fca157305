import { type Delivery, type ProviderEvent, SoraError } from '@sora/core';
import { Stripe } from 'stripe';
import { needed } from './provider-errors.ts';
import type { StripeSettings } from './stripe-client.ts';
import { nothing, readDispute, readPaid, readRefund, refundOutcome, type StripeReading } from './stripe-facts.ts';

/** How old a signature may be, in seconds: Stripe's own default. A repeat is signed anew. */
const toleranceSeconds = 300;

/** @throws {SoraError} `signature-refused`, `not-set-up` */
export function readStripeWebhook({ SORA_STRIPE_WEBHOOK_SECRET }: StripeSettings, delivery: Delivery): ProviderEvent {
  const event = verified(delivery, needed(SORA_STRIPE_WEBHOOK_SECRET, 'SORA_STRIPE_WEBHOOK_SECRET'));
  return { provider: 'stripe', id: event.id, type: event.type, source: 'webhook', atMs: event.created * 1000, ...readEvent(event) };
}

function verified({ body, headers }: Delivery, secret: string): Stripe.Event {
  const signature = headers['stripe-signature'];
  if (typeof signature !== 'string') throw new SoraError('signature-refused', { detail: 'There is no Stripe-Signature header.' });
  try {
    return Stripe.webhooks.constructEvent(Buffer.from(body), signature, secret, toleranceSeconds);
  } catch (cause) {
    throw new SoraError('signature-refused', { detail: 'The Stripe-Signature header does not fit this body, or is older than five minutes.', cause });
  }
}

/**
 * `charge.refunded` says how much was refunded in all, but not under which ids; those come as `refund.created` and `refund.updated` at the same
 * time, so that it is read only where it still brings its refunds along (API versions before 2022-11-15).
 */
function readEvent(event: Stripe.Event): StripeReading {
  switch (event.type) {
    case 'payment_intent.succeeded':
      return readPaid(event.data.object, event.data.object.id, event.data.object.amount_received);
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return readRefund(event.data.object, refundOutcome(event.data.object));
    case 'charge.refunded':
      return (event.data.object.refunds?.data ?? []).map((refund) => readRefund(refund, refundOutcome(refund))).reduce(joined, nothing);
    // An inquiry (warning_…) takes no money.
    case 'charge.dispute.created':
      return readDispute(event.data.object, event.data.object.status.startsWith('warning_') ? undefined : 'left');
    case 'charge.dispute.funds_withdrawn':
      return readDispute(event.data.object, 'left');
    case 'charge.dispute.funds_reinstated':
      return readDispute(event.data.object, 'returned');
    default:
      return nothing;
  }
}

function joined(all: StripeReading, { subject, facts }: StripeReading): StripeReading {
  return { subject: all.subject ?? subject, facts: [...all.facts, ...facts] };
}
