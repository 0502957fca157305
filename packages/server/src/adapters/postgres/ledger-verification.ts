import type { LedgerReport, StoredVerification, VerificationStore } from '@sora/core';
import { type Queryable, selectAll, selectOne, toEpochMs } from './query.ts';

/** The report has the words of what was found, and is kept for as long as the ledger is. */
export function postgresVerificationStore(db: Queryable): VerificationStore {
  return {
    async keep(report, tookMs) {
      const row = await selectOne<VerificationRow>(db, keepSql, [report.tenant, Math.round(tookMs), JSON.stringify(report)]);
      if (row === undefined) throw new Error('An insert that returns its row returned none.');
      return verificationOf(row);
    },
    latest: async (tenant, limit) => (await selectAll<VerificationRow>(db, latestSql, [tenant, limit])).map(verificationOf),
    async latestClean(tenant) {
      const row = await selectOne<VerificationRow>(db, latestCleanSql, [tenant]);
      return row && verificationOf(row);
    },
  };
}

interface VerificationRow {
  readonly tenant: string;
  readonly id: string;
  readonly at_ms: number;
  readonly took_ms: number;
  readonly report: LedgerReport;
}

const columns = `tenant, id, ${toEpochMs('at')} as at_ms, took_ms::float8, report`;

const keepSql = `
  insert into ledger_verification (tenant, id, at, took_ms, report)
  select $1, time_ordered_id(now.at), now.at, $2, $3 from (select clock_timestamp() as at offset 0) as now
  returning ${columns}`;

const latestSql = `select ${columns} from ledger_verification where tenant = $1 order by id desc limit $2`;

const latestCleanSql = `select ${columns} from ledger_verification where tenant = $1 and report ->> 'problemCount' = '0' order by id desc limit 1`;

function verificationOf(row: VerificationRow): StoredVerification {
  return { tenant: row.tenant, id: row.id, atMs: row.at_ms, tookMs: row.took_ms, report: row.report };
}
