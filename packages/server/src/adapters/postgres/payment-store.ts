import { fromPaymentJson, type Payment, paymentJson, type PaymentOpening, type PaymentState, type PaymentStore, type PayerTurn, type ProviderEvent, type ProviderName, type Reception } from '@sora/core';
import type { Pool } from 'pg';
import { changedCount, fromEpochMs, intervalOf, type Queryable, selectAll, selectOne, toEpochMs } from './query.ts';
import { inTransaction } from './transaction.ts';

export function postgresPaymentStore(pool: Pool): PaymentStore {
  return {
    receive: (event) => inTransaction(pool, (tx) => receiveReport(tx, event)),
    open: (payment, subject) => inTransaction(pool, (tx) => openPayment(tx, payment, subject)),
    async find(provider, subject) {
      const row = await selectOne<PaymentRow>(pool, findSql, [provider, subject]);
      return row && { payment: paymentOf(row), state: fromPaymentJson(row.state) as PaymentState };
    },
    due: async (limit) => (await selectAll<PaymentRow>(pool, dueSql, [limit])).map(paymentOf),
    async takeTurn(payment, { holder, durationMs }) {
      const turn = await selectOne<{ readonly token: string }>(pool, takeTurnSql, [payment.tenant, payment.wallet, holder, durationMs]);
      // After the turn was taken, in a statement of its own: an earlier snapshot would miss what its last holder wrote.
      return turn && { payment, holder, token: BigInt(turn.token), ...(await readWaiting(pool, payment)) };
    },
    finish: (turn, state, applied) => inTransaction(pool, (tx) => finishTurn(tx, turn, { state, applied })),
    giveUp: (receivedBeforeMs, limit) => changedCount(pool, giveUpSql, [receivedBeforeMs, limit]),
  };
}

/** @param tx a client inside a transaction: the report is kept with what it belongs to, or not at all */
export async function receiveReport(tx: Queryable, event: ProviderEvent): Promise<Reception> {
  if (event.payment !== undefined) await selectOne(tx, notePaymentSql, payerValues(event.payment));
  const values = [event.provider, event.id, event.type, event.source, event.subject ?? null, paymentJson(event.facts), event.facts.length === 0 ? 'ignored' : 'waiting', event.atMs];
  if ((await changedCount(tx, receiveSql, values)) === 1) return 'new';
  const known = await selectOne<{ readonly state: string }>(tx, 'select state from provider_event where provider = $1 and event = $2', [event.provider, event.id]);
  return known?.state === 'waiting' ? 'crossing' : 'repeat';
}

/** @param tx a client inside a transaction */
export async function openPayment(tx: Queryable, payment: Payment, subject: string): Promise<PaymentOpening> {
  const made = await changedCount(tx, notePaymentSql, payerValues(payment));
  const row = await selectOne<{ readonly first: boolean }>(tx, answerSql, [payment.tenant, payment.provider, payment.id, subject === payment.id ? null : subject]);
  return made === 1 ? 'opened' : row?.first === true ? 'reported-first' : 'known';
}

interface PaymentRow {
  readonly tenant: string;
  readonly provider: ProviderName;
  readonly payment: string;
  readonly wallet: string;
  readonly state: string;
}

interface EventRow {
  readonly event: string;
  readonly type: string;
  readonly source: ProviderEvent['source'];
  readonly subject: string | null;
  readonly facts: string;
  readonly at_ms: number;
}

const paymentOf = ({ tenant, provider, payment, wallet }: PaymentRow): Payment => ({ tenant, provider, id: payment, wallet });
const payerValues = ({ tenant, provider, id, wallet }: Payment) => [tenant, provider, id, wallet];

const notePaymentSql = `
  insert into payment (tenant, provider, payment, wallet) values ($1, $2, $3, $4)
  on conflict (tenant, provider, payment) do nothing`;

const answerSql = `
  update payment set subject = coalesce(payment.subject, $4), answered_at = coalesce(payment.answered_at, clock_timestamp())
  from (select answered_at is null as first from payment where tenant = $1 and provider = $2 and payment = $3 for update) as before
  where tenant = $1 and provider = $2 and payment = $3
  returning before.first`;

const receiveSql = `
  insert into provider_event (provider, event, type, source, subject, facts, state, happened_at)
  values ($1, $2, $3, $4, $5, $6, $7, ${fromEpochMs('$8')})
  on conflict (provider, event) do nothing`;

const findSql = `
  select tenant, provider, payment, wallet, state::text as state from payment
  where provider = $1 and (payment = $2 or subject = $2)`;

const dueSql = `
  select p.tenant, p.provider, p.payment, p.wallet, p.state::text as state
  from provider_event as e join payment as p on p.provider = e.provider and (p.payment = e.subject or p.subject = e.subject)
  where e.state = 'waiting'
  group by p.tenant, p.provider, p.payment
  order by min(e.received_at) limit $1`;

const takeTurnSql = `
  insert into payer_turn (tenant, payer, holder, token, expires_at)
  values ($1, $2, $3, 1, clock_timestamp() + ${intervalOf('$4')})
  on conflict (tenant, payer) do update set holder = excluded.holder, token = payer_turn.token + 1, expires_at = excluded.expires_at
  where payer_turn.expires_at <= clock_timestamp()
  returning token`;

const waitingSql = `
  select event, type, source, e.subject, facts::text as facts, ${toEpochMs('happened_at')} as at_ms
  from provider_event as e join payment as p on p.provider = e.provider and (p.payment = e.subject or p.subject = e.subject)
  where p.tenant = $1 and p.provider = $2 and p.payment = $3 and e.state = 'waiting'
  order by e.received_at, e.event`;

// The row stays: its token must go on growing.
const endTurnSql = `
  update payer_turn set expires_at = ${fromEpochMs('0')} where tenant = $1 and payer = $2 and holder = $3 and token = $4`;

const applySql = `
  update provider_event set state = 'applied', applied_at = clock_timestamp()
  where provider = $1 and event = any ($2::text[]) and state = 'waiting'`;

const giveUpSql = `
  with old as (
    select provider, event from provider_event as e
    where state = 'waiting' and received_at < ${fromEpochMs('$1')}
      and not exists (select 1 from payment as p where p.provider = e.provider and (p.payment = e.subject or p.subject = e.subject))
    limit $2
  )
  update provider_event set state = 'ignored' from old where provider_event.provider = old.provider and provider_event.event = old.event`;

async function readWaiting(db: Queryable, payment: Payment): Promise<Pick<PayerTurn, 'state' | 'events'>> {
  const key = [payment.tenant, payment.provider, payment.id];
  const rows = await selectAll<EventRow>(db, waitingSql, key);
  const known = await selectOne<{ readonly state: string }>(db, 'select state::text as state from payment where tenant = $1 and provider = $2 and payment = $3', key);
  return { state: known === undefined ? { outflows: {} } : fromPaymentJson(known.state) as PaymentState, events: rows.map((row) => eventOf(payment.provider, row)) };
}

function eventOf(provider: ProviderName, { event, type, source, subject, facts, at_ms }: EventRow): ProviderEvent {
  return { provider, id: event, type, source, subject: subject ?? undefined, facts: fromPaymentJson(facts) as ProviderEvent['facts'], atMs: at_ms };
}

async function finishTurn(tx: Queryable, { payment, holder, token }: PayerTurn, { state, applied }: { readonly state: PaymentState; readonly applied: readonly string[] }): Promise<boolean> {
  if ((await changedCount(tx, endTurnSql, [payment.tenant, payment.wallet, holder, token])) === 0) return false;
  if (applied.length === 0) return true;
  await changedCount(tx, 'update payment set state = $4 where tenant = $1 and provider = $2 and payment = $3', [payment.tenant, payment.provider, payment.id, paymentJson(state)]);
  await changedCount(tx, applySql, [payment.provider, applied]);
  return true;
}
