import { type NewEvent, type NewRulesScan, type RulesScan, type RulesScanStore, type RulesScanSummary, scanSummary, type ScannedRules } from '@sora/core';
import type { Pool } from 'pg';
import { postgresEventLog } from './event-log.ts';
import { changedCount, type Queryable, selectAll, selectOne, toEpochMs } from './query.ts';
import { inTransaction } from './transaction.ts';

/** Two years of daily scans. */
const keptScans = 730;

export function postgresRulesScanStore(pool: Pool): RulesScanStore {
  return {
    keep: (scan, events) => inTransaction(pool, (tx) => keep(tx, scan, events)),
    async latest(tenant) {
      const row = await selectOne<ScanRow & { readonly files: readonly ScannedRules[] }>(pool, latestSql, [tenant]);
      return row && { ...summaryOf(row), files: row.files };
    },
    history: async (tenant, limit) => (await selectAll<ScanRow>(pool, historySql, [tenant, limit])).map(summaryOf),
  };
}

interface ScanRow {
  readonly id: string;
  readonly at_ms: number;
  readonly summary: Omit<RulesScanSummary, 'id' | 'atMs'>;
}

async function keep(tx: Queryable, { tenant, ...scan }: NewRulesScan, events: readonly NewEvent[]): Promise<RulesScan> {
  const { id: _id, atMs: _atMs, ...summary } = scanSummary({ ...scan, id: '', atMs: 0 });
  const row = await selectOne<ScanRow>(tx, keepSql, [tenant, JSON.stringify(summary), JSON.stringify(scan.files)]);
  if (row === undefined) throw new Error('An insert that returns its row returned none.');
  await changedCount(tx, slimSql, [tenant, row.id]);
  await changedCount(tx, forgetSql, [tenant, keptScans]);
  const log = postgresEventLog(tx);
  for (const event of events) await log.record(event);
  return { ...scan, id: row.id, atMs: row.at_ms };
}

const columns = `id, ${toEpochMs('at')} as at_ms, summary`;

const keepSql = `
  insert into rules_scan (tenant, id, at, summary, files)
  select $1, time_ordered_id(now.at), now.at, $2, $3 from (select clock_timestamp() as at offset 0) as now
  returning ${columns}`;

const slimSql = 'update rules_scan set files = null where tenant = $1 and id < $2 and files is not null';

const forgetSql = 'delete from rules_scan where tenant = $1 and id <= (select id from rules_scan where tenant = $1 order by id desc offset $2 limit 1)';

const latestSql = `select ${columns}, files from rules_scan where tenant = $1 and files is not null order by id desc limit 1`;

const historySql = `select ${columns} from rules_scan where tenant = $1 order by id desc limit $2`;

function summaryOf({ id, at_ms, summary }: ScanRow): RulesScanSummary {
  return { ...summary, id, atMs: at_ms };
}
