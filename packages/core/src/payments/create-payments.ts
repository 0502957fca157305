import type { Clock } from '../kernel/clock.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import { isProblem, SoraError } from '../kernel/sora-error.ts';
import type { Timers } from '../kernel/timers.ts';
import { accountId, parseAccountId } from '../ledger/account.ts';
import type { PaymentBooks } from './apply-payment.ts';
import { catchUp } from './catch-up.ts';
import { type CallTools, makeCall, sameCall } from './make-call.ts';
import { measured, timed } from './measured-provider.ts';
import { outflowId } from './outflow-id.ts';
import type { Payment, ProviderName } from './payment.ts';
import type { PaymentMeasures } from './payment-measures.ts';
import type { Delivery, PaymentProvider, TopUp, TopUpOrder, TopUpProvider } from './payment-provider.ts';
import { paymentRace } from './payment-race.ts';
import type { PaymentStore, ProviderEvent, Reception } from './payment-store.ts';
import { type PaymentWork, paymentWork } from './payment-work.ts';
import type { AcceptedCall, Payments, PayoutOrder, RefundOrder } from './payments.ts';
import type { ProviderCall, ProviderCallStore } from './provider-call.ts';

export interface PaymentSettings {
  readonly books: PaymentBooks;
  readonly calls: ProviderCallStore;
  readonly stripe: TopUpProvider;
  readonly wise: PaymentProvider;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly sha256: Sha256;
  readonly measures: PaymentMeasures;
  /** Told of what goes wrong after the caller was answered; it is tried again. */
  readonly onError: (error: unknown) => void;
}

interface Workshop extends PaymentSettings {
  readonly work: PaymentWork;
  readonly tools: CallTools;
}

export function createPayments(settings: PaymentSettings): Payments {
  const { books, calls, clock } = settings;
  const providers = { stripe: measured(settings.stripe, settings), wise: measured(settings.wise, settings) };
  const work = paymentWork(books, settings.timers, settings.onError);
  const tools = { books, calls, provider: ({ payment }: ProviderCall) => providers[payment.provider], nowMs: () => clock.nowMs(), pause: (ms: number) => new Promise<void>((resolve) => { settings.timers.after(ms, resolve); }) };
  const workshop = { ...settings, work, tools };
  return {
    topUp: (order) => topUp(workshop, order),
    refund: (order) => refund(workshop, order),
    payOut: (order) => payOut(workshop, order),
    receive: (provider, delivery) => receive(workshop, provider, delivery),
    apply: (payment) => work.apply(payment),
    catchUp: () => catchUp(workshop),
    idle: () => work.idle(),
  };
}

async function topUp({ stripe, books, work, clock, measures }: Workshop, order: TopUpOrder): Promise<TopUp> {
  const wallet = walletOf(order);
  const topUp = await timed('stripe', { clock, measures }, () => stripe.createTopUp(order));
  const payment = { tenant: order.tenant, provider: 'stripe', id: topUp.paymentId, wallet } as const;
  const opening = await books.store.open(payment, payment.id);
  if (opening === 'reported-first') await books.conflicts.record(paymentRace(payment, 'report-before-answer', payment.id));
  work.soon(() => work.apply(payment));
  return topUp;
}

async function refund(workshop: Workshop, order: RefundOrder): Promise<AcceptedCall> {
  const { tenant, userId, paymentId, amountMinor } = order;
  const known = await workshop.books.store.find('stripe', paymentId);
  // Another tenant's payment and another user's are as unknown as none.
  if (known === undefined || known.payment.tenant !== tenant || parseAccountId(known.payment.wallet)?.owner !== userId) throw new SoraError('not-found', { detail: 'This user has no such payment.' });
  return doCall(workshop, { payment: known.payment, outflow: outflowId(workshop.sha256, { kind: 'refund', ...order }), amountMinor, order: { kind: 'refund' } });
}

function payOut(workshop: Workshop, order: PayoutOrder): Promise<AcceptedCall> {
  const { tenant, recipientId, amountMinor } = order;
  const id = outflowId(workshop.sha256, { kind: 'payout', ...order });
  return doCall(workshop, { payment: { tenant, provider: 'wise', id, wallet: walletOf(order) }, outflow: id, amountMinor, order: { kind: 'payout', recipientId } });
}

async function doCall({ calls, tools, work }: Workshop, call: ProviderCall): Promise<AcceptedCall> {
  const outcome = await makeCall(tools, sameCall(await calls.plan(call), call));
  work.soon(() => work.apply(call.payment));
  if (outcome.kind === 'refused') throw new SoraError(outcome.code, { detail: outcome.detail });
  return { providerId: outcome.providerId, status: outcome.status };
}

async function receive(workshop: Workshop, name: ProviderName, delivery: Delivery): Promise<void> {
  const { books, measures, work } = workshop;
  const event = workshop[name].read(delivery);
  const reception = await keep(books.store, event);
  measures.delivered(name, event.atMs);
  work.soon(() => applyReport(workshop, event, reception));
}

/** A note of somebody else's on a payment may look like ours; it is kept, and moves nothing. */
async function keep(store: PaymentStore, event: ProviderEvent): Promise<Reception> {
  try {
    return await store.receive(event);
  } catch (error) {
    if (!isProblem(error, 'not-found')) throw error;
    const { payment: _unknown, ...rest } = event;
    return store.receive({ ...rest, facts: [] });
  }
}

async function applyReport({ books, work }: Workshop, event: ProviderEvent, reception: Reception): Promise<void> {
  if (event.subject === undefined) return;
  const known = await books.store.find(event.provider, event.subject);
  if (known === undefined) return;
  if (reception === 'crossing') await books.conflicts.record(paymentRace(known.payment, 'delivered-twice-at-once', event.id));
  await work.apply(known.payment);
}

function walletOf({ unit, userId }: { readonly unit: string; readonly userId: string }): Payment['wallet'] {
  try {
    return accountId({ kind: 'user', unit, owner: userId });
  } catch (error) {
    throw new SoraError('invalid-operation', { detail: 'No wallet can have this user id and unit.', cause: error });
  }
}
