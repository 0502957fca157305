import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';

/** Tables of the installation as a whole, each with the reason why no tenant leads its key. A new table of tenants' data does not belong here. */
const ofTheInstallation: Readonly<Record<string, string>> = {
  tenant: 'is the list itself',
  migration: 'the schema is shared',
  lease: 'who may do the work of the installation',
  schedule: 'when that work was done',
  node: 'servers serve every tenant',
  metric_flush: 'receipts of a node, whose batches hold several tenants',
  provider_event: 'what Stripe and Wise report, found by their ids before the tenant is known; the payment it belongs to names its tenant',
  credential: 'found by its id before the tenant is known; names its tenant',
  user_session: 'found by its id before the tenant is known; names its tenant',
  user_session_key: 'one key for the installation, shared by its servers',
  login_link: 'found by its hash; the tenant is its credential’s',
  dashboard_session: 'found by its hash; the tenant is its credential’s',
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('the tenant leads the primary key of every table that is not the installation’s own', async () => {
  const { rows } = await database.pool.query<{ name: string; first_key: string | null }>(`
    select c.relname as name, (
      select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where i.indrelid = c.oid and i.indisprimary
    ) as first_key
    from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by name`);
  const ledByTenant = rows.filter(({ first_key }) => first_key === 'tenant').map(({ name }) => name);
  expect(rows.filter(({ first_key, name }) => first_key !== 'tenant' && !(name in ofTheInstallation))).toEqual([]);
  expect(ledByTenant).toEqual(expect.arrayContaining(['account', 'transfer', 'lane', 'refusal', 'open_hold', 'conflict', 'event', 'metric_series', 'metric_slot', 'metric_minute']));
});

test('no table stands in the list that is not there', async () => {
  const { rows } = await database.pool.query<{ name: string }>(`select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`);
  const there = new Set(rows.map(({ name }) => name));
  expect(Object.keys(ofTheInstallation).filter((name) => !there.has(name))).toEqual([]);
});
