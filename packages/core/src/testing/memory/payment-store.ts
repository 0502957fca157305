import type { Clock } from '../../kernel/clock.ts';
import { SoraError } from '../../kernel/sora-error.ts';
import { newPayment, type Payment, type PaymentState, type ProviderName } from '../../payments/payment.ts';
import type { PaymentStore, ProviderEvent } from '../../payments/payment-store.ts';
import type { PlannedCall, ProviderCall, ProviderCallStore } from '../../payments/provider-call.ts';

export interface MemoryPaymentOptions {
  readonly clock: Clock;
  readonly tenants: ReadonlySet<string>;
}

interface PaymentRow {
  readonly payment: Payment;
  subject: string;
  state: PaymentState;
  answered: boolean;
}

interface EventRow {
  readonly event: ProviderEvent;
  readonly receivedAtMs: number;
  status: 'waiting' | 'applied' | 'ignored';
}

interface CallRow {
  call: PlannedCall;
  dueAtMs: number;
  claimedUntilMs: number;
}

interface Turn {
  holder: string;
  token: bigint;
  untilMs: number;
}

const graceMs = 60_000;

interface Tables extends MemoryPaymentOptions {
  readonly payments: Map<string, PaymentRow>;
  readonly events: Map<string, EventRow>;
  readonly turns: Map<string, Turn>;
}

/** Payments and calls in memory, in one place since the end of a call writes both. */
export function memoryPayments(options: MemoryPaymentOptions): { readonly store: PaymentStore; readonly calls: ProviderCallStore } {
  const tables: Tables = { ...options, payments: new Map(), events: new Map(), turns: new Map() };
  const store: PaymentStore = { ...reports(tables), ...turnsOf(tables) };
  return { store, calls: memoryCalls({ ...options, calls: new Map(), store }) };
}

function reports(tables: Tables): Omit<PaymentStore, 'takeTurn' | 'finish'> {
  const { clock, payments, events } = tables;
  return {
    async receive(event) {
      if (event.payment !== undefined) note(tables, event.payment);
      const key = `${event.provider} ${event.id}`;
      const known = events.get(key);
      if (known !== undefined) return known.status === 'waiting' ? 'crossing' : 'repeat';
      const { payment: _payment, ...kept } = event;
      events.set(key, { event: kept, receivedAtMs: clock.nowMs(), status: event.facts.length === 0 ? 'ignored' : 'waiting' });
      return 'new';
    },
    async open(payment, subject) {
      const isNew = !payments.has(rowKey(payment));
      const row = note(tables, payment);
      const opening = isNew ? 'opened' : row.answered ? 'known' : 'reported-first';
      Object.assign(row, { subject, answered: true });
      return opening;
    },
    async find(provider, subject) {
      const row = find(tables, provider, subject);
      return row && { payment: row.payment, state: row.state };
    },
    async due(limit) {
      return [...payments.values()].filter((row) => waitingFor(tables, row).length > 0).slice(0, limit).map(({ payment }) => payment);
    },
    async giveUp(receivedBeforeMs, limit) {
      const isOld = ({ event, status, receivedAtMs }: EventRow) => status === 'waiting' && receivedAtMs < receivedBeforeMs && find(tables, event.provider, event.subject ?? '') === undefined;
      const old = [...events.values()].filter(isOld).slice(0, limit);
      for (const row of old) row.status = 'ignored';
      return old.length;
    },
  };
}

function turnsOf(tables: Tables): Pick<PaymentStore, 'takeTurn' | 'finish'> {
  const { clock, payments, events, turns } = tables;
  return {
    async takeTurn(payment, { holder, durationMs }) {
      const key = payerKey(payment);
      const turn = turns.get(key);
      if (turn !== undefined && turn.untilMs > clock.nowMs()) return undefined;
      const token = (turn?.token ?? 0n) + 1n;
      turns.set(key, { holder, token, untilMs: clock.nowMs() + durationMs });
      const row = payments.get(rowKey(payment));
      return { payment, holder, token, state: row?.state ?? newPayment, events: row === undefined ? [] : waitingFor(tables, row).map(({ event }) => event) };
    },
    async finish({ payment, holder, token }, state, applied) {
      const turn = turns.get(payerKey(payment));
      if (turn === undefined || turn.holder !== holder || turn.token !== token) return false;
      turn.untilMs = 0;
      const row = payments.get(rowKey(payment));
      if (row !== undefined && applied.length > 0) row.state = state;
      for (const id of applied) {
        const known = events.get(`${payment.provider} ${id}`);
        if (known !== undefined) known.status = 'applied';
      }
      return true;
    },
  };
}

function find({ payments }: Tables, provider: ProviderName, subject: string): PaymentRow | undefined {
  return [...payments.values()].find(({ payment, subject: known }) => payment.provider === provider && (payment.id === subject || known === subject));
}

function waitingFor({ events }: Tables, { payment, subject }: PaymentRow): readonly EventRow[] {
  return [...events.values()].filter(({ event, status }) => status === 'waiting' && event.provider === payment.provider && (event.subject === payment.id || event.subject === subject));
}

function note({ payments, tenants }: Tables, payment: Payment): PaymentRow {
  if (!tenants.has(payment.tenant)) throw new SoraError('not-found', { detail: 'There is no such tenant.' });
  const known = payments.get(rowKey(payment)) ?? { payment, subject: payment.id, state: newPayment, answered: false };
  payments.set(rowKey(payment), known);
  return known;
}

interface CallTables extends MemoryPaymentOptions {
  readonly calls: Map<string, CallRow>;
  readonly store: PaymentStore;
}

function memoryCalls({ calls, clock, tenants, store }: CallTables): ProviderCallStore {
  const rowOf = (call: ProviderCall) => calls.get(callKey(call));
  return {
    async plan(call) {
      if (!tenants.has(call.payment.tenant)) throw new SoraError('not-found', { detail: 'There is no such tenant.' });
      const known = rowOf(call) ?? { call: { ...call, attempts: 0, outcome: undefined }, dueAtMs: clock.nowMs() + graceMs, claimedUntilMs: 0 };
      calls.set(callKey(call), known);
      return known.call;
    },
    async due(limit) {
      return [...calls.values()].filter(({ call, dueAtMs }) => call.outcome === undefined && dueAtMs <= clock.nowMs()).slice(0, limit).map(({ call }) => call);
    },
    async begin(call, { claimMs, againInMs }) {
      const row = rowOf(call);
      if (row === undefined || row.claimedUntilMs > clock.nowMs()) return undefined;
      row.claimedUntilMs = clock.nowMs() + claimMs;
      row.call = { ...row.call, attempts: row.call.attempts + 1 };
      row.dueAtMs = clock.nowMs() + againInMs;
      return row.call.attempts;
    },
    async release(call) {
      const row = rowOf(call);
      if (row !== undefined) row.claimedUntilMs = 0;
    },
    async end(call, { outcome, subject, event }) {
      const row = rowOf(call);
      if (row === undefined || row.call.outcome !== undefined) return;
      row.call = { ...row.call, outcome };
      if (subject !== undefined) await store.open(call.payment, subject);
      if (event !== undefined) await store.receive(event);
    },
  };
}

const rowKey = ({ tenant, provider, id }: Payment) => `${tenant} ${provider} ${id}`;
const payerKey = ({ tenant, wallet }: Payment) => `${tenant} ${wallet}`;
const callKey = ({ payment, outflow }: ProviderCall) => `${payment.tenant} ${payment.provider} ${outflow}`;
