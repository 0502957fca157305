import { type CallOutcome, fromPaymentJson, type PlannedCall, type ProviderCall, type ProviderCallStore, type ProviderName } from '@sora/core';
import type { Pool } from 'pg';
import { openPayment, receiveReport } from './payment-store.ts';
import { changedCount, intervalOf, selectAll, selectOne } from './query.ts';
import { inTransaction } from './transaction.ts';

export function postgresProviderCallStore(pool: Pool): ProviderCallStore {
  return {
    async plan(call) {
      const { payment: { tenant, provider, id, wallet }, outflow, amountMinor, order } = call;
      const key = [tenant, provider, outflow];
      await changedCount(pool, planSql, [...key, id, wallet, amountMinor, JSON.stringify(order), graceMs]);
      const row = await selectOne<CallRow>(pool, `select ${columns} from provider_call where tenant = $1 and provider = $2 and outflow = $3`, key);
      return row === undefined ? { ...call, attempts: 0, outcome: undefined } : callOf(row);
    },
    due: async (limit) => (await selectAll<CallRow>(pool, `select ${columns} from provider_call where outcome is null and due_at <= clock_timestamp() order by due_at limit $1`, [limit])).map(callOf),
    async begin(call, { claimMs, againInMs }) {
      return (await selectOne<{ readonly attempts: number }>(pool, beginSql, [...keyOf(call), againInMs, claimMs]))?.attempts;
    },
    async release(call) {
      await changedCount(pool, 'update provider_call set claimed_until = null where tenant = $1 and provider = $2 and outflow = $3', keyOf(call));
    },
    end: (call, { outcome, subject, event }) => inTransaction(pool, async (tx) => {
      if ((await changedCount(tx, endSql, [...keyOf(call), JSON.stringify(outcome)])) === 0) return;
      if (subject !== undefined) await openPayment(tx, call.payment, subject);
      if (event !== undefined) await receiveReport(tx, event);
    }),
  };
}

/** Whoever planned a call makes it at once; only after this long another server takes it for orphaned. */
const graceMs = 60_000;

interface CallRow {
  readonly tenant: string;
  readonly provider: ProviderName;
  readonly outflow: string;
  readonly payment: string;
  readonly wallet: string;
  readonly amount: string;
  readonly wish: string;
  readonly attempts: number;
  readonly outcome: string | null;
}

const columns = 'tenant, provider, outflow, payment, wallet, amount::text as amount, wish::text as wish, attempts, outcome::text as outcome';

const planSql = `
  insert into provider_call (tenant, provider, outflow, payment, wallet, amount, wish, due_at)
  values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + ${intervalOf('$8')})
  on conflict (tenant, provider, outflow) do nothing`;

const beginSql = `
  update provider_call set attempts = attempts + 1, due_at = clock_timestamp() + ${intervalOf('$4')}, claimed_until = clock_timestamp() + ${intervalOf('$5')}
  where tenant = $1 and provider = $2 and outflow = $3 and (claimed_until is null or claimed_until <= clock_timestamp())
  returning attempts`;

const endSql = `
  update provider_call set outcome = $4 where tenant = $1 and provider = $2 and outflow = $3 and outcome is null`;

const keyOf = ({ payment, outflow }: ProviderCall) => [payment.tenant, payment.provider, outflow];

function callOf({ tenant, provider, outflow, payment, wallet, amount, wish, attempts, outcome }: CallRow): PlannedCall {
  return {
    payment: { tenant, provider, id: payment, wallet }, outflow, amountMinor: BigInt(amount), attempts,
    order: fromPaymentJson(wish) as ProviderCall['order'],
    outcome: outcome === null ? undefined : fromPaymentJson(outcome) as CallOutcome,
  };
}
