import { setTimeout as sleep } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { createHttpSora } from '@sora/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { urlOf } from '../adapters/postgres/embedded/connect.ts';
import { readPostmasterPid } from '../adapters/postgres/embedded/postmaster-pid.ts';
import { ask } from '../testing/embedded-workshop.ts';
import { eventually } from '../testing/eventually.ts';
import { type Operator, operatorOf } from './testing/operator.ts';
import { isRunning } from './testing/outage.ts';
import { killPostmaster, postmasterPid } from './testing/postgres-process.ts';
import { type DataFolder, freshDataFolder, type ServerProcess } from '../testing/server-process.ts';

// One life after the other on one data folder: each test goes on where the one before ended.
let folder: DataFolder;
let server: ServerProcess;
let operator: Operator;
let serviceKey: string;

beforeAll(async () => {
  folder = await freshDataFolder();
  await start();
  serviceKey = await operator.createToken({ name: 'backend', kind: 'service', scopes: ['metrics:write'] });
});
afterAll(() => folder.clear());

async function start(environment?: Readonly<Record<string, string>>): Promise<void> {
  server = await folder.start(environment);
  operator = operatorOf(server.url, await folder.adminToken());
}

async function measure(value: number): Promise<void> {
  const sora = createHttpSora({ url: server.url, serviceKey });
  await sora.trackMetric({ layer: 'PAYMENTS', type: 'DELAY', service: 'checkout', value, unit: 'ms' });
  expect(await sora.close()).toEqual({ delivered: 1, queued: 0, dropped: 0 });
}

async function storedSum(wished: number): Promise<number | undefined> {
  const panel = await eventually(() => operator.panel('PAYMENTS', 'DELAY', 'checkout'), (found) => (found?.reading.sum ?? 0) >= wished);
  return panel?.reading.sum;
}

test('after a kill -9 the next start adopts the PostgreSQL that still runs, and has everything that was flushed', async () => {
  await measure(100);
  expect(await storedSum(100)).toBe(100);
  const postgres = await postmasterPid(folder.layout);
  expect(await server.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await postmasterPid(folder.layout)).toBe(postgres);
  // The next life flushes once a minute only, so that what follows is in memory when it is told to end.
  await start({ SORA_METRICS_FLUSH_MS: '60000' });
  expect(server.output()).toContain('adopted');
  expect(await postmasterPid(folder.layout)).toBe(postgres);
  expect(await storedSum(100)).toBe(100);
});

test('Ctrl-C writes what is in memory, ends with 0, and leaves neither server nor PostgreSQL running', async () => {
  await measure(20);
  expect((await operator.panel('PAYMENTS', 'DELAY', 'checkout'))?.reading.sum).toBe(100);
  const stoppedNode = await nodeId();
  expect(await server.end('SIGINT')).toEqual({ code: 0, signal: null });
  expect([isRunning(server), await postmasterPid(folder.layout)]).toEqual([false, undefined]);
  await start();
  expect(await storedSum(120)).toBe(120);
  const [started, stopped] = await operator.events();
  expect([started?.type, stopped?.type]).toEqual(['SERVER_STARTED', 'SERVER_STOPPED']);
  const thisNode = await nodeId();
  const nodes = await eventually(async () => (await operator.summary()).nodes.map(({ id }) => id), (ids) => ids.includes(thisNode));
  expect(nodes).toContain(thisNode);
  expect(nodes).not.toContain(stoppedNode);
});

test('a Ctrl-C that comes twice, from the terminal and passed on by npm, is one: it too leaves nothing running', async () => {
  process.kill(server.pid, 'SIGINT');
  await sleep(5);
  expect(await server.end('SIGINT')).toEqual({ code: 0, signal: null });
  expect(await postmasterPid(folder.layout)).toBeUndefined();
  await start();
});

test('Ctrl-C just after PostgreSQL died waits until it is back, and writes what is in memory', async () => {
  await server.end('SIGINT');
  await start({ SORA_METRICS_FLUSH_MS: '60000' });
  await measure(3);
  await killPostmaster(folder.layout);
  expect(await server.end('SIGINT')).toEqual({ code: 0, signal: null });
  expect(await postmasterPid(folder.layout)).toBeUndefined();
  await start();
  expect(await storedSum(123)).toBe(123);
});

test('a start with a released migration that was edited refuses, names it, and leaves nothing running', async () => {
  await server.end('SIGKILL');
  // As the database sees it, an edited file and another checksum are the same.
  await ask(await databaseUrl(), `update migration set checksum = repeat('0', 64) where number = 1`);
  const refused = folder.launch();
  expect(await refused.exited).toEqual({ code: 1, signal: null });
  expect(refused.output()).toContain('Migration 0001_spine was edited after it was applied to this database.');
  expect(refused.output()).not.toContain('SORA serves');
  expect(await postmasterPid(folder.layout)).toBeUndefined();
});

async function nodeId(): Promise<string> {
  const response = await operator.fetch('/getSession');
  return ((await response.json()) as { readonly product: { readonly nodeId: string } }).product.nodeId;
}

async function databaseUrl(): Promise<string> {
  const found = await readPostmasterPid(folder.layout.clusterDir);
  if (found === undefined || found === 'garbled') throw new Error('PostgreSQL does not run.');
  return urlOf({ port: found.port, password: (await readFile(folder.layout.passwordFile, 'utf8')).trim() });
}
