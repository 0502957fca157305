import { rulesScanStoreContract } from '@sora/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresEventLog } from './event-log.ts';
import { postgresRulesScanStore } from './rules-scan-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
afterAll(() => database.close());

async function open() {
  await database.pool.query('truncate rules_scan, event');
  return { store: postgresRulesScanStore(database.pool), events: postgresEventLog(database.pool) };
}

rulesScanStoreContract(open);

const scan = { tenant: 'main', trigger: 'schedule', tookMs: 1, score: 100, pass: true, findings: { critical: 0, high: 0, medium: 0, low: 0 }, accepted: 0, files: [] } as const;

test('a scan is not kept when an event of it cannot be', async () => {
  const { store, events } = await open();
  const event = { tenant: 'main', type: 'SECURITY_RULES_VIOLATION', severity: 'critical', subject: 'x', actor: { kind: 'node', id: 'n' } } as const;
  await expect(store.keep(scan, [event, { ...event, tenant: 'nobody' }])).rejects.toMatchObject({ problem: 'not-found' });
  expect([await store.latest('main'), await events.read({ tenant: 'main', limit: 9 })]).toEqual([undefined, []]);
});

test('only the latest scan has its texts and reports, and two years of scans are kept', async () => {
  const { store } = await open();
  await database.pool.query(`
    insert into rules_scan (tenant, id, at, summary, files)
    select tenant, time_ordered_id(at), at, '{}', '[]' from (values ('main'), ('other')) as t (tenant), lateral (select now() - n * interval '1 day' as at from generate_series(1, 730) as n) as day`);
  await store.keep(scan, []);
  const { rows } = await database.pool.query('select tenant, count(*)::int as scans, count(files)::int as whole, min(at)::date::text as oldest from rules_scan group by tenant order by tenant');
  expect(rows).toEqual([{ tenant: 'main', scans: 730, whole: 1, oldest: expect.any(String) }, { tenant: 'other', scans: 730, whole: 730, oldest: expect.any(String) }]);
  const [main, other] = rows as [{ readonly oldest: string }, { readonly oldest: string }];
  expect(main.oldest > other.oldest).toBe(true);
});
