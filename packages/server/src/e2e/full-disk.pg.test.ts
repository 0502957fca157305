import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { eventually } from '../testing/eventually.ts';
import { loadService, startLoad } from './testing/load.ts';
import { operatorOf } from './testing/operator.ts';
import { type DataFolder, freshDataFolder } from '../testing/server-process.ts';

let database: TestDatabase;
let folder: DataFolder;
beforeAll(async () => { [database, folder] = await Promise.all([createTestDatabase(), freshDataFolder()]); });
afterAll(async () => {
  await folder.clear();
  await database.close();
});

// What PostgreSQL says when a table cannot grow; `prove:first-light -- --full` fills a real file system where it may mount one.
const fillDisk = (table: string) => `create or replace function no_space() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
  create trigger no_space before insert on ${table} execute function no_space()`;

test('a database without space for measurements is a reason to wait: senders slow down, nobody crashes, and nothing is lost when there is room again', async () => {
  const server = await folder.start({ DATABASE_URL: database.url, SORA_METRICS_FLUSH_MS: '200' });
  const operator = operatorOf(server.url, await folder.adminToken());
  const serviceKey = await operator.createToken({ name: 'load', kind: 'service', scopes: ['metrics:write'] });
  await database.pool.query(fillDisk('metric_slot'));
  const load = startLoad({ url: server.url, serviceKey, perSecond: 100 });
  expect(await eventually(async () => load.nextFlushMs, (ms) => ms > 10_000)).toBe(50_000);
  expect(server.output()).toContain('The disk of the database is full.');
  await database.pool.query('drop trigger no_space on metric_slot');
  expect(await eventually(async () => load.nextFlushMs, (ms) => ms === 10_000)).toBe(10_000);
  await load.stop();
  const panel = await eventually(() => operator.panel('API', 'REQUEST', loadService), (found) => (found?.reading.sum ?? 0) >= load.acknowledged);
  expect(panel?.reading.sum).toBe(load.acknowledged);
  expect(await server.end('SIGINT')).toEqual({ code: 0, signal: null });
});

test('a database without space for payments is said so, a payment has not happened then, and the same key books it once when there is room again [CON-2]', async () => {
  const server = await folder.start({ DATABASE_URL: database.url });
  const operator = operatorOf(server.url, await folder.adminToken());
  const token = await operator.createToken({ name: 'shop', kind: 'service', scopes: ['wallets:read', 'wallets:write', 'wallets:credit'] });
  const ask = async (path: string, body?: object, key = 'none') => {
    const headers = { 'authorization': `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
    const response = await fetch(new URL(`/v1/wallets${path}`, server.url), { headers, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) });
    return { status: response.status, body: (await response.json()) as object };
  };
  await ask('', { userId: 'ann' });
  await ask('/ann/credits', { amount: '1000', from: 'grants' }, 'funds');
  await database.pool.query(fillDisk('transfer'));
  const pay = (key: string) => ask('/ann/spend', { amount: '300' }, key);
  const full = { status: 503, body: { code: 'database-unavailable', detail: 'The disk of the database is full.', retryable: true } };
  expect(await Promise.all([pay('one'), pay('two')])).toMatchObject([full, full]);
  expect(await ask('/ann'), 'what only reads goes on').toMatchObject({ status: 200, body: { balance: '1000', held: '0' } });
  await database.pool.query('drop trigger no_space on transfer');
  expect(await pay('one')).toMatchObject({ status: 200, body: { kind: 'posted' } });
  expect(await pay('one')).toMatchObject({ status: 200, body: { kind: 'replayed' } });
  expect(await ask('/ann')).toMatchObject({ body: { balance: '700' } });
  expect(await server.end('SIGINT')).toEqual({ code: 0, signal: null });
});
