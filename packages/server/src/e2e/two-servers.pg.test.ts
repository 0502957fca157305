import { createHttpSora } from '@sora/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { type AnswerLosingProxy, answerLosingProxy } from './testing/answer-losing-proxy.ts';
import { eventually } from '../testing/eventually.ts';
import { type Operator, operatorOf } from './testing/operator.ts';
import { type DataFolder, freshDataFolder } from '../testing/server-process.ts';

let database: TestDatabase;
let folder: DataFolder;
let proxy: AnswerLosingProxy;
let east: Operator;
let west: Operator;
let serviceKey: string;

beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), freshDataFolder()]);
  const { hostname: host, port } = new URL(database.url);
  proxy = await answerLosingProxy({ host, port: Number(port) });
  const throughProxy = new URL(database.url);
  throughProxy.port = String(proxy.port);
  const start = async (region: string, url: string) => operatorOf((await folder.start({ DATABASE_URL: url, SORA_REGION: region, SORA_METRICS_RAW_MINUTES: '2' })).url, await folder.adminToken());
  east = await start('east', throughProxy.href);
  west = await start('west', database.url);
  serviceKey = await east.createToken({ name: 'backend', kind: 'service', scopes: ['metrics:write'] });
});
afterAll(async () => {
  await folder.clear();
  await proxy[Symbol.asyncDispose]();
  await database.close();
});

async function measure({ url }: Operator, service: string, ageMs = 0): Promise<void> {
  const sora = createHttpSora({ url, serviceKey });
  await sora.trackMetric({ layer: 'STORAGE', type: 'LATENCY', service, value: 10, unit: 'ms', ageMs });
  expect(await sora.close()).toMatchObject({ delivered: 1 });
}

async function stored(service: string, wished: number): Promise<number | undefined> {
  const panel = await eventually(() => west.panel('STORAGE', 'LATENCY', service), (found) => (found?.reading.n ?? 0) >= wished);
  return panel?.reading.n;
}

test('each of two servers on one database shows both, with their regions', async () => {
  for (const operator of [east, west]) {
    const { nodes, regions } = await eventually(() => operator.summary(), (summary) => summary.nodes.length === 2);
    expect([nodes.map(({ region }) => region), regions.map(({ region }) => region)]).toEqual([['east', 'west'], ['east', 'west']]);
  }
});

test('what one took, the other answers with', async () => {
  await measure(east, 'shared');
  await measure(west, 'shared');
  expect(await stored('shared', 2)).toBe(2);
});

test('a flush whose answer was lost is sent again and counted once', async () => {
  proxy.loseAnswerTo('insert into metric_flush');
  await measure(east, 'replayed');
  expect(await eventually(async () => proxy.lost, (lost) => lost > 0)).toBe(1);
  // Something newer that was flushed shows that the batch before it is through.
  await measure(east, 'replayed');
  expect(await stored('replayed', 2)).toBe(2);
});

test('woken on both at once, compaction runs on one, and no measurement is lost or doubled by it', async () => {
  for (const operator of [east, west, east, west]) await measure(operator, 'old', 10 * 60_000);
  expect(await stored('old', 4)).toBe(4);
  await database.pool.query(`update schedule set last_started_at = null, last_ended_at = null where name = 'compact-metrics'`);
  await Promise.all(Array.from({ length: 6 }, () => database.pool.query(`select graphile_worker.add_job('compact-metrics')`)));
  const slotsLeft = async () => (await database.pool.query<{ count: number }>(`select count(*)::int as count from metric_slot where slot_at < now() - interval '5 minutes'`)).rows[0]?.count;
  expect(await eventually(slotsLeft, (count) => count === 0)).toBe(0);
  expect(await stored('old', 4)).toBe(4);
  const { rows } = await database.pool.query<{ count: number }>(`select sum(m.count)::int as count from metric_minute m join metric_series using (tenant, series_id) where service = 'old'`);
  expect(rows).toEqual([{ count: 4 }]);
  const { rows: schedule } = await database.pool.query(`select last_error, failures_in_row from schedule where name = 'compact-metrics'`);
  expect(schedule).toEqual([{ last_error: null, failures_in_row: 0 }]);
});
