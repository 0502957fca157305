import { verifyTenant } from '@sora/core';
import { seededRandom } from '@sora/core/testing';
import type { Pool } from 'pg';
import { copyOut } from '../packages/server/src/adapters/postgres/copy-out.ts';
import { createLanePool } from '../packages/server/src/adapters/postgres/ledger/lane-pool.ts';
import { postgresLedgerAudit } from '../packages/server/src/adapters/postgres/ledger-audit.ts';
import { postgresLedgerStore, type PostgresLedgerStore } from '../packages/server/src/adapters/postgres/ledger-store.ts';
import { sha256, systemClock, systemTimers } from '../packages/server/src/compose/system.ts';
import { withMigratedPool } from './migrated-pool.ts';
import type { BenchRow } from './row.ts';

const transfers = 1_000_000;
const owners = 10_000;
const aimMs = 5_000;

/** The whole ledger re-added and re-hashed, on rows that the real ledger booked; beside it a COPY of the same rows that nobody looks at. */
export async function verifyRows(): Promise<BenchRow[]> {
  return await withMigratedPool(async (pool, url) => {
    await fill(pool, url);
    await pool.query('vacuum analyze');
    const [read, walked, compared] = [await timeOfRead(pool), await timeOfVerify(pool), await timeOfCompare(pool)];
    return [
      { name: `verify ${transfers.toLocaleString('en')} transfers of ${owners.toLocaleString('en')} accounts`, value: walked, unit: 'ms', bar: aimMs, holds: walked <= aimMs },
      { name: 'the same rows read in the same order, nothing checked', value: read, unit: 'ms' },
      { name: 'verify against that', value: walked / read, unit: 'x its time' },
      { name: `every account compared with its latest posting (${(owners + 1).toLocaleString('en')})`, value: compared, unit: 'ms' },
    ];
  });
}

const wallet = (n: number): string => `user:USD:user-${n}`;

async function fill(pool: Pool, url: string): Promise<void> {
  const lanePool = createLanePool({ url, applicationName: 'sora bench lanes', max: 2 });
  const limits = { maxBatch: 1_000, maxQueued: 20_000, maxInFlight: 2, deadlineMs: 60_000, backoffMs: { first: 10, max: 500 } };
  const store = postgresLedgerStore({ pool, lanePool, clock: systemClock, timers: systemTimers, random: seededRandom(1), sha256, lanes: { count: 2, limits } });
  try {
    await pool.query(`insert into account (tenant, account, unit) values ('main', 'clearing:USD:bank', 'USD')`);
    await pool.query(`insert into account (tenant, account, unit, floor) select 'main', 'user:USD:user-' || n, 'USD', 0 from generate_series(0, $1) as n`, [owners - 1]);
    await Promise.all(Array.from({ length: 4_000 }, (_, caller) => payInTurn(store, caller)));
  } finally {
    await store.close();
    await lanePool.end();
  }
}

/** Money comes in once for every five payments, so that none is refused. */
async function payInTurn(store: PostgresLedgerStore<never, never>, caller: number): Promise<void> {
  const random = seededRandom(caller);
  const someone = () => Math.floor(random.next() * owners);
  let from = someone();
  for (let n = 0; n < transfers / 4_000; n++) {
    const isTopUp = n % 5 === 0;
    if (isTopUp) from = someone();
    const to = isTopUp ? from : (from + 1 + n) % owners;
    const outcome = await store.submit({ tenant: 'main', operations: [{ kind: 'transfer', key: `${caller}-${n}`, payer: isTopUp ? 'clearing:USD:bank' : wallet(from), payee: wallet(to), amountMinor: isTopUp ? 1_000n : 100n }] });
    if (outcome.kind !== 'posted') throw new Error(`A transfer to fill the ledger was not posted: ${JSON.stringify(outcome)}`);
  }
}

async function timeOfRead(pool: Pool): Promise<number> {
  const startedMs = performance.now();
  const client = await pool.connect();
  let rows = 0;
  for await (const page of copyOut(client, 'select * from transfer order by at, lane, seq')) rows += page.length;
  client.release();
  if (rows !== transfers) throw new Error(`There are ${rows} transfers.`);
  return performance.now() - startedMs;
}

async function timeOfVerify(pool: Pool): Promise<number> {
  const startedMs = performance.now();
  const report = await postgresLedgerAudit(pool).inSnapshot((snapshot) => verifyTenant(snapshot, { tenant: 'main', sha256 }));
  if (report.problemCount > 0 || report.transfers !== transfers) throw new Error(`Not clean: ${JSON.stringify({ ...report, problems: report.problems.slice(0, 3) })}`);
  return performance.now() - startedMs;
}

async function timeOfCompare(pool: Pool): Promise<number> {
  const startedMs = performance.now();
  const audit = postgresLedgerAudit(pool);
  for (let page = await audit.compare(undefined, 1_000); page.next !== undefined; page = await audit.compare(page.next, 1_000)) {
    if (page.inconsistent.length > 0) throw new Error('An account that nobody altered differs.');
  }
  return performance.now() - startedMs;
}
