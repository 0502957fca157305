import { randomUUID } from 'node:crypto';
import { Stripe } from 'stripe';
import { type AskedOf, type StandIn, type StandInAnswer, startStandIn } from './stand-in.ts';

/** Made up, as the name says. */
export const stripeFixtureSecret = 'whsec_fixture_of_the_tests';

interface Money {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
}

interface RefundObject extends Money {
  readonly object: 'refund';
  readonly payment_intent: string;
  readonly status: string;
  readonly created: number;
}

/** Answers in the shapes of Stripe's public API reference (PaymentIntent, Refund, Dispute, BalanceTransaction, Event), cut to what is read. */
export interface StripeStandIn extends StandIn {
  /** What refunds are answered with from now on. */
  refundStatus(status: 'succeeded' | 'pending'): void;
  /** As Stripe does with idempotency keys after a day. */
  forgetKeys(): void;
  readonly intents: readonly Money[];
  readonly refunds: readonly RefundObject[];
  /** What the balance transactions list. */
  readonly balance: Record<string, unknown>[];
}

const now = () => Math.floor(Date.now() / 1000);

export async function startStripeStandIn(): Promise<StripeStandIn> {
  const [intents, refunds, balance]: [Money[], RefundObject[], Record<string, unknown>[]] = [[], [], []];
  const byKey = new Map<string, { readonly body: string; readonly answer: StandInAnswer }>();
  let refundStatus = 'succeeded';
  const make = ({ path, body }: AskedOf): StandInAnswer => {
    const form = new URLSearchParams(body);
    const metadata = Object.fromEntries([...form].flatMap(([name, value]) => { const key = /^metadata\[(\w+)\]$/.exec(name)?.[1]; return key === undefined ? [] : [[key, value]]; }));
    const money = { amount: Number(form.get('amount')), currency: form.get('currency') ?? 'usd', metadata };
    if (path === '/v1/payment_intents') {
      const intent = { id: `pi_${randomUUID().replaceAll('-', '')}`, object: 'payment_intent', ...money };
      intents.push(intent);
      return { json: { ...intent, status: 'requires_payment_method', client_secret: `${intent.id}_secret_x` } };
    }
    const paid = intents.find(({ id }) => id === form.get('payment_intent'));
    if (paid === undefined || money.amount > paid.amount) return { status: 400, json: { error: { type: 'invalid_request_error', message: 'Refund amount is greater than unrefunded amount on charge.' } } };
    const refund = { id: `re_${randomUUID().replaceAll('-', '')}`, object: 'refund', ...money, currency: paid.currency, payment_intent: paid.id, status: refundStatus, created: now() } as const;
    refunds.push(refund);
    return { json: refund };
  };
  const standIn = await startStandIn((asked) => {
    if (asked.method === 'GET') return { json: { object: 'list', has_more: false, url: asked.path, data: asked.path === '/v1/refunds' ? refunds.filter((each) => each.payment_intent === asked.query.get('payment_intent')) : balance } };
    const key = String(asked.headers['idempotency-key']);
    const known = byKey.get(key);
    if (known !== undefined && known.body !== asked.body) return { status: 400, json: { error: { type: 'idempotency_error', message: 'Keys for idempotent requests can only be used with the same parameters.' } } };
    const answer = known?.answer ?? make(asked);
    byKey.set(key, { body: asked.body, answer });
    return answer;
  });
  return { ...standIn, intents, refunds, balance, refundStatus: (status) => { refundStatus = status; }, forgetKeys: () => byKey.clear() };
}

export interface SignedWebhook {
  readonly payload: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An event as Stripe sends it, signed by Stripe's own SDK. */
export function stripeWebhookOf(type: string, object: object, { id = `evt_${randomUUID()}`, ageSeconds = 0, secret = stripeFixtureSecret } = {}): SignedWebhook {
  const payload = JSON.stringify({ id, object: 'event', api_version: '2026-01-28', created: now() - ageSeconds, type, data: { object } });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: now() - ageSeconds });
  return { payload, headers: { 'content-type': 'application/json', 'stripe-signature': signature } };
}

export const paidIntent = (intent: Money) => ({ ...intent, object: 'payment_intent', amount_received: intent.amount, status: 'succeeded' });

export const dispute = (id: string, paymentIntent: string, amount: number) => ({ id, object: 'dispute', amount, currency: 'usd', payment_intent: paymentIntent, status: 'needs_response' });

export const dashboardRefund = (id: string, paymentIntent: string, amount: number, status = 'succeeded') => ({ id, object: 'refund', amount, currency: 'usd', payment_intent: paymentIntent, metadata: {}, status, created: now() });
