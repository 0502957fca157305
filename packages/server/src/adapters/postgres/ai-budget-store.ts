import { type AiAnswer, type AiBudget, type AiBudgetStore, aiScope, type AiScope, type AiStanding, aiSubject, type AiWish, decideAiReply, requireValidAiBudget, requireValidAiWish } from '@sora/core';
import type { Pool } from 'pg';
import { changedCount, fromEpochMs, type Queryable, selectAll, selectOne } from './query.ts';
import { inTransaction, type Transaction } from './transaction.ts';

/** Replies are counted by a trigger of `entry`, in the transaction that writes them. */
export function postgresAiBudgetStore(pool: Queryable & Pick<Pool, 'connect'>): AiBudgetStore {
  return {
    async set(tenant, scope, budget) {
      requireValidAiBudget(scope, budget);
      const place = [tenant, scope.kind, aiSubject(scope)];
      if (budget === undefined) await changedCount(pool, takeAwaySql, place);
      else await changedCount(pool, setSql, [...place, budget.tokens ?? null, budget.cost?.amountMinor ?? null, budget.cost?.unit ?? null]);
    },
    async ask(wish) {
      requireValidAiWish(wish);
      return await inTransaction(pool, (tx) => askOnce(tx, wish));
    },
    async standings({ tenant, after, limit }) {
      const rows = await selectAll<{ readonly standing: StandingRow }>(pool, standingsSql, [tenant, after?.kind ?? '', after === undefined ? '' : aiSubject(after), limit]);
      return rows.map(({ standing }) => standingOf(standing));
    },
  };
}

const takeAwaySql = 'delete from ai_budget where tenant = $1 and scope = $2 and subject = $3';

const setSql = `
  insert into ai_budget (tenant, scope, subject, tokens, cost, unit) values ($1, $2, $3, $4, $5, $6)
  on conflict (tenant, scope, subject) do update set tokens = excluded.tokens, cost = excluded.cost, unit = excluded.unit, set_at = clock_timestamp()`;

const standingsSql = `
  select ai_standing(b, null) as standing from ai_budget b
  where b.tenant = $1 and (b.scope, b.subject) > ($2, $3) order by b.scope, b.subject limit $4`;

/** The row of `ai_reservation` that a wish would be. */
const wishRow = 'row($1, $2, $3, $4, $5, $6, $7, $8, $9, null)::ai_reservation';

const lockAndReadSql = `select now_ms::float8 as "nowMs", is_kept as "isKept", standings from ai_lock_and_read(${wishRow})`;

const holdSql = `
  insert into ai_reservation (tenant, chat, user_id, install, install_seq, asked_by, tokens, cost, unit, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, ${fromEpochMs('$10')})
  on conflict (tenant, user_id, install, install_seq, chat) do update
    set asked_by = excluded.asked_by, tokens = excluded.tokens, cost = excluded.cost, unit = excluded.unit, expires_at = excluded.expires_at`;

const releaseSql = 'delete from ai_reservation where tenant = $1 and chat = $2 and user_id = $3 and install = $4 and install_seq = $5';

// A few with each that is held: they never pile up, and who else is at it is not waited for.
const forgetExpiredSql = `
  delete from ai_reservation where ctid = any (array(
    select ctid from ai_reservation where tenant = $1 and expires_at < clock_timestamp() order by expires_at limit 10 for update skip locked))`;

interface StandingRow {
  readonly scope: AiScope['kind'];
  readonly subject: string;
  readonly tokens: number | null;
  readonly cost: string | null;
  readonly unit: string | null;
  readonly usedTokens: number;
  readonly usedCost: string;
  readonly heldTokens: number;
  readonly heldCost: string;
}

interface FactsRow {
  readonly nowMs: number;
  readonly isKept: boolean;
  readonly standings: readonly StandingRow[] | null;
}

async function askOnce(tx: Transaction, wish: AiWish): Promise<AiAnswer> {
  const { tenant, chat, userId, install, installSeq, askedBy, maxTokens, maxCost } = wish;
  const identity = [tenant, chat, userId, install, installSeq];
  const row = [...identity, askedBy ?? null, maxTokens, maxCost.amountMinor, maxCost.unit];
  const facts = await selectOne<FactsRow>(tx, lockAndReadSql, row);
  if (facts === undefined) throw new Error('ai_lock_and_read answered no row.');
  const standings = (facts.standings ?? []).map(standingOf);
  const answer = decideAiReply({ ...facts, standings }, wish);
  // Under no budget nothing need be held.
  if (answer.kind === 'granted' && standings.length > 0) {
    await changedCount(tx, holdSql, [...row, answer.untilMs]);
    await changedCount(tx, forgetExpiredSql, [tenant]);
  }
  if (answer.kind === 'released' || answer.kind === 'kept') await changedCount(tx, releaseSql, identity);
  return answer;
}

function standingOf({ scope, subject, usedTokens, usedCost, heldTokens, heldCost, ...row }: StandingRow): AiStanding {
  return {
    scope: aiScope(scope, subject),
    budget: budgetOf(row),
    used: { tokens: usedTokens, costMinor: BigInt(usedCost) },
    held: { tokens: heldTokens, costMinor: BigInt(heldCost) },
  };
}

function budgetOf({ tokens, cost, unit }: Pick<StandingRow, 'tokens' | 'cost' | 'unit'>): AiBudget {
  return { tokens: tokens ?? undefined, cost: cost === null || unit === null ? undefined : { amountMinor: BigInt(cost), unit } };
}
