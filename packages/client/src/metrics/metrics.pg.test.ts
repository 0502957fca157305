import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame, MetricsDashboard, RecordedEvent } from '@sora/core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type SoraProcess, startSoraProcess } from '../../../../tools/browser/sora-process.ts';
import { platform } from '../platforms/node.ts';
import type { Transport } from '../ports/transport.ts';
import { createMetrics } from './metrics.ts';

const child = fileURLToPath(new URL('../testing/measuring-child.ts', import.meta.url));
const soon = { timeout: 20_000, interval: 100 };
let sora: SoraProcess;
let ingestKey: string;
let viewer: string;

beforeAll(async () => {
  sora = await startSoraProcess({ SORA_INSTALL_FRAMES_PER_MINUTE: '6000' });
  ingestKey = await token('phones', '--ingest');
  viewer = await token('reader', '--role', 'viewer');
});
afterAll(() => sora.close());

async function token(...words: readonly string[]): Promise<string> {
  return (JSON.parse(await sora.command('token', 'create', ...words, '--json')) as { readonly token: string }).token;
}

async function ask<T>(path: string, body?: object): Promise<T> {
  const headers = { authorization: `Bearer ${viewer}`, 'content-type': 'application/json' };
  const response = await fetch(new URL(path, sora.url), { headers, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

async function measured(service: string, type: string) {
  const { metrics } = await ask<MetricsDashboard>('/getMetricsDashboard', { layer: 'MOBILE', timeRange: 60, service });
  return metrics.find((metric) => metric.type === type)?.reading ?? { n: 0, sum: 0 };
}

async function losses(service: string): Promise<readonly string[]> {
  const { events } = await ask<{ readonly events: readonly RecordedEvent[] }>('/getEventLog');
  return events.filter(({ type, subject }) => type === 'METRIC_LOSS' && subject.startsWith(`${service}:`)).map(({ subject }) => subject);
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sora-metrics-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** One start of the app, killed after a while; answers how much it had made durable. */
async function killedRun(folder: string, boot: string): Promise<number> {
  const app = spawn(process.execPath, ['--conditions=@sora/source', child, folder, sora.url, ingestKey, boot], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  app.stdout.on('data', (chunk: Buffer) => { printed += chunk.toString(); });
  await expect.poll(() => printed.split('\n').length, soon).toBeGreaterThan(20);
  app.kill('SIGKILL');
  await once(app, 'close');
  return Number(printed.trimEnd().split('\n').at(-1));
}

async function start({ folder, service, transport: wrap = (inner) => inner }: { readonly folder: string; readonly service: string; readonly transport?: (inner: Transport) => Transport }) {
  const on = platform({ folder });
  const metrics = createMetrics({ platform: on, transport: wrap(on.connect(sora.url).transport), boot: on.randomId() }, { service, ingestKey, consent: 'granted', intervalMs: 1_000 });
  metrics.start();
  onTestFinished(() => metrics.stop());
  await metrics.flush();
  return metrics;
}

test('an app that is killed again and again, with cut answers and a server that goes away, loses nothing that was stored, and its books close [MOB-4]', async () => {
  const folder = await newFolder();
  let durable = 0;
  for (let run = 0; run < 4; run++) durable += await killedRun(folder, `killed-${run}-boot`);
  const survivor = await start({ folder, service: 'killed-app' });
  await expect.poll(async () => {
    await survivor.flush();
    return (await measured('killed-app', 'ERROR')).n;
  }, soon).toBeGreaterThanOrEqual(durable);
  const { n, sum } = await measured('killed-app', 'ERROR');
  // What was under way when a start was killed may have been stored and not printed: one round of each.
  expect(n).toBeLessThanOrEqual(durable + 4 * 20);
  expect(sum).toBe(n);
  // Four starts were killed, each of them one session without a crash.
  expect(await measured('killed-app', 'CRASH')).toMatchObject({ n: 4, sum: 0 });
  await sora.kill();
  await sora.start();
  const after = await start({ folder, service: 'killed-app' });
  for (let at = 0; at < 10; at++) after.track('ERROR', 1, 'count');
  await after.flush();
  after.track('ERROR', 1, 'count');
  await after.flush();
  expect(await losses('killed-app')).toEqual([]);
});

test('an account that was tampered with raises METRIC_LOSS, once [MOB-4]', async () => {
  const transport = (inner: Transport): Transport => (request) => {
    const frame = request.body as Frame;
    const { conservation } = frame;
    if (frame.seq === 1 || conservation === undefined) return inner(request);
    return inner({ ...request, body: { ...frame, conservation: { ...conservation, produced: conservation.produced + 7, delivered: conservation.delivered + 7 } } });
  };
  const metrics = await start({ folder: await newFolder(), service: 'tampered-app', transport });
  for (let frame = 0; frame < 3; frame++) {
    metrics.track('ERROR', 1, 'count');
    await metrics.flush();
  }
  await expect.poll(() => losses('tampered-app'), soon).toEqual(['tampered-app: 7 measurements are neither delivered, queued nor dropped']);
});
