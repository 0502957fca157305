import { createHttpSora, flush, trackMetric } from '@sora/node';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readSettings } from '../settings.ts';
import { createSora } from '../sora.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { answerLosingProxy } from './testing/answer-losing-proxy.ts';
import { eventually } from '../testing/eventually.ts';
import { type Operator, operatorOf } from './testing/operator.ts';
import { type DataFolder, freshDataFolder, type ServerProcess } from '../testing/server-process.ts';

const latency = { layer: 'API', type: 'LATENCY', unit: 'ms' } as const;

let database: TestDatabase;
let folder: DataFolder;
let server: ServerProcess;
let operator: Operator;
let serviceKey: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await freshDataFolder();
  server = await folder.start({ DATABASE_URL: database.url });
  operator = operatorOf(server.url, await folder.adminToken());
  serviceKey = await operator.createToken({ name: 'backend', kind: 'service', scopes: ['metrics:write'] });
});
afterAll(async () => {
  await folder.clear();
  await database.close();
});

function backend(options: { readonly url?: string; readonly serviceKey?: string } = {}) {
  const sora = createHttpSora({ url: server.url, serviceKey, flushMs: 60_000, ...options });
  onTestFinished(async () => { await sora.close(); });
  return sora;
}

/** What the server has stored of one service, once it has something. */
async function stored(service: string, n: number) {
  const panel = await eventually(() => operator.panel('API', 'LATENCY', service), (found) => (found?.reading.n ?? 0) >= n);
  return { n: panel?.reading.n, sum: panel?.reading.sum, slots: panel?.steps.length };
}

describe('a backend with @sora/node and a server in another process', () => {
  test('a frame whose answer was lost is sent again and counted once [OBS-8]', async () => {
    await using proxy = await answerLosingProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
    const sora = backend({ url: `http://127.0.0.1:${proxy.port}` });
    proxy.loseAnswerTo('/v1/ingest');
    await sora.trackMetric({ ...latency, service: 'lost-answer', value: 40 });
    await expect(sora.flush()).resolves.toMatchObject({ delivered: 0, queued: 1 });
    expect(proxy.lost).toBe(1);
    await sora.trackMetric({ ...latency, service: 'lost-answer', value: 2 });
    await expect(sora.flush()).resolves.toEqual({ delivered: 2, queued: 0, dropped: 0 });
    expect(await stored('lost-answer', 2)).toMatchObject({ n: 2, sum: 42 });
  });

  test('a measurement that is half an hour old lands in its own minute, not in the present one', async () => {
    const sora = backend();
    await sora.trackMetric({ ...latency, service: 'late', value: 7, ageMs: 30 * 60_000 });
    await sora.flush();
    const panel = await eventually(() => operator.panel('API', 'LATENCY', 'late'), (found) => found !== undefined);
    const ageMs = Date.now() - (panel?.steps[0]?.atMs ?? 0);
    expect(ageMs / 60_000).toBeGreaterThan(28);
    expect(ageMs / 60_000).toBeLessThan(33);
  });

  test('a wrong key and a key without the scope keep the measurements and say what to do', async () => {
    const wrong = backend({ serviceKey: 'not-a-key' });
    await wrong.trackMetric({ ...latency, service: 'wrong-key', value: 1 });
    await expect(wrong.flush()).resolves.toMatchObject({ queued: 1, dropped: 0, problem: expect.stringMatching(/\(401\).*npm run -s sora -- token create/) });
    const powerless = backend({ serviceKey: await operator.createToken({ name: 'reader', kind: 'operator', role: 'viewer' }) });
    await powerless.trackMetric({ ...latency, service: 'wrong-key', value: 1 });
    await expect(powerless.flush()).resolves.toMatchObject({ queued: 1, dropped: 0, problem: expect.stringMatching(/\(403\)/) });
  });

  test('a server that went away and came back gets what was measured meanwhile', async () => {
    const sora = backend();
    await server.end('SIGINT');
    await sora.trackMetric({ ...latency, service: 'patient', value: 3 });
    await expect(sora.flush()).resolves.toMatchObject({ delivered: 0, queued: 1, problem: expect.stringContaining('ECONNREFUSED') });
    server = await folder.start({ DATABASE_URL: database.url, SORA_PORT: new URL(server.url).port });
    await expect(sora.flush()).resolves.toEqual({ delivered: 1, queued: 0, dropped: 0 });
    expect(await stored('patient', 1)).toMatchObject({ n: 1, sum: 3 });
  });
});

test('inside a server the free functions act in process, and no longer once it has stopped [OBS-8]', async () => {
  const inside = await createSora(readSettings({ SORA_PORT: '0', SORA_DATA_DIR: folder.path, DATABASE_URL: database.url, SORA_METRICS_FLUSH_MS: '60000', SORA_LOG_LEVEL: 'silent' }));
  try {
    await trackMetric({ ...latency, service: 'inside', value: 11 });
    expect(await flush()).toMatchObject({ queued: 0, dropped: 0 });
    expect(await stored('inside', 1)).toMatchObject({ n: 1, sum: 11 });
  } finally {
    await inside.stop();
  }
  await expect(trackMetric({ ...latency, service: 'inside', value: 11 })).rejects.toMatchObject({ code: 'SORA_NOT_CONFIGURED' });
});
