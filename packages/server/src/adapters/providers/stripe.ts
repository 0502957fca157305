import { type CallOutcome, isProblem, type ProviderAnswer, type ProviderCall, type ProviderEvent, SoraError, type TopUp, type TopUpOrder, type TopUpProvider } from '@sora/core';
import type { Stripe } from 'stripe';
import { currencyOf, exactNumber } from './provider-errors.ts';
import { stripeClient, stripeError, type StripeSettings } from './stripe-client.ts';
import { readRefund, refundOutcome, type StripeNote } from './stripe-facts.ts';
import { stripeStatement } from './stripe-statement.ts';
import { readStripeWebhook } from './stripe-webhook.ts';

/**
 * Stripe through its own SDK.
 * @param sha256 makes one short key of tenant, user and idempotency key
 */
export function stripeProvider(settings: StripeSettings, sha256: (text: string) => string): TopUpProvider {
  let client: Stripe | undefined;
  const stripe = () => (client ??= stripeClient(settings));
  return {
    name: 'stripe',
    read: (delivery) => readStripeWebhook(settings, delivery),
    createTopUp: (order) => asked(() => createTopUp(stripe(), order, sha256)),
    call: (call, attempt) => refund(stripe(), call, attempt),
    statement: (fromMs, toMs) => stripeStatement(settings.SORA_STRIPE_SECRET_KEY === undefined ? undefined : stripe(), { fromMs, toMs }),
  };
}

async function createTopUp(stripe: Stripe, { tenant, userId, unit, amountMinor, idempotencyKey }: TopUpOrder, sha256: (text: string) => string): Promise<TopUp> {
  const key = sha256(JSON.stringify(['top-up', tenant, userId, idempotencyKey]));
  const metadata = { tenant, user: userId, unit, key } satisfies StripeNote;
  const { id, client_secret } = await stripe.paymentIntents.create(
    { amount: exactNumber(amountMinor), currency: currencyOf(unit).toLowerCase(), automatic_payment_methods: { enabled: true }, metadata },
    { idempotencyKey: `sora:top-up:${key}` },
  );
  if (client_secret === null) throw new SoraError('provider-refused', { detail: 'Stripe gave this payment no client secret.' });
  return { paymentId: id, clientSecret: client_secret };
}

async function refund(stripe: Stripe, call: ProviderCall, attempt: number): Promise<ProviderAnswer> {
  try {
    // Stripe forgets idempotency keys after a day, and an outage may last longer: look before asking again.
    const known = attempt === 1 ? undefined : await asked(() => earlierRefund(stripe, call));
    return answerOf(call, known ?? (await asked(() => createRefund(stripe, call))));
  } catch (error) {
    if (!isProblem(error, 'provider-refused')) throw error;
    return { outcome: { kind: 'refused', code: 'provider-refused', detail: error.detail ?? error.message } };
  }
}

async function earlierRefund(stripe: Stripe, { payment, outflow }: ProviderCall): Promise<Stripe.Refund | undefined> {
  for await (const refund of stripe.refunds.list({ payment_intent: payment.id, limit: 100 })) {
    if (refund.metadata?.outflow === outflow) return refund;
  }
  return undefined;
}

function createRefund(stripe: Stripe, { payment, outflow, amountMinor }: ProviderCall): Promise<Stripe.Refund> {
  return stripe.refunds.create({ payment_intent: payment.id, amount: exactNumber(amountMinor), metadata: { outflow } }, { idempotencyKey: `sora:refund:${outflow}` });
}

function answerOf({ payment }: ProviderCall, refund: Stripe.Refund): ProviderAnswer {
  const outcome: CallOutcome = { kind: 'accepted', providerId: refund.id, status: refund.status ?? 'pending' };
  const reading = readRefund(refund, refundOutcome(refund));
  if (reading.facts.length === 0) return { outcome };
  const event: ProviderEvent = { provider: 'stripe', id: `answer:${refund.id}:${refund.status}`, type: 'refund', source: 'answer', atMs: refund.created * 1000, ...reading, subject: payment.id };
  return { outcome, event };
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw stripeError(error);
  }
}
