import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ask, firstLine, killHard, openWorkshop, type Workshop } from '../../../testing/embedded-workshop.ts';
import { createPool } from '../pool.ts';
import { accountFor } from './account.ts';
import { withPid } from './postmaster-pid.ts';
import { isAlive } from './process-state.ts';

let workshop: Workshop;
beforeAll(async () => { workshop = await openWorkshop(); });
beforeEach(() => { workshop.told.length = 0; });
afterAll(() => workshop.clear());

async function writeAnswer(url: string): Promise<void> {
  await ask(url, 'drop table if exists kept');
  await ask(url, 'create table kept as select 42 as answer');
}

/** A server that wrote a row and was killed with kill -9, which leaves its PostgreSQL running. */
async function killedOwner(): Promise<string> {
  const owner = workshop.spawnOwner();
  const url = await firstLine(owner);
  await writeAnswer(url);
  await killHard(owner);
  return url;
}

async function killPostmaster(): Promise<number> {
  const pid = await workshop.postmasterPid();
  process.kill(pid, 'SIGKILL');
  while (await isAlive(pid)) await sleep(5);
  return pid;
}

test('a start that was killed while it made the cluster does not stand in the way of the next', async () => {
  const owner = workshop.spawnOwner();
  const { home } = workshop.layout;
  const unfinished = async () => (await readdir(home).catch(() => [])).filter((name) => name.includes('.unfinished-'));
  await vi.waitFor(async () => expect(await unfinished()).toHaveLength(1), { timeout: 10_000, interval: 2 });
  await killHard(owner);
  expect(await readdir(dirname(workshop.layout.clusterDir))).not.toContain('postgres');
  const next = await workshop.start();
  expect(await ask(next.url, 'select 1')).toEqual([1]);
  expect(await unfinished()).toEqual([]);
  await next.stop();
});

test('after kill -9 of the server its PostgreSQL is adopted as it runs, and stops with the new server', async () => {
  const url = await killedOwner();
  const pid = await workshop.postmasterPid();
  const next = await workshop.start();
  expect(next).toMatchObject({ adopted: true, url });
  expect(await workshop.postmasterPid()).toBe(pid);
  expect(await ask(next.url, 'select answer from kept')).toEqual([42]);
  expect(await next.stop()).toBe('stopped');
  expect(await isAlive(pid)).toBe(false);
});

test('after a power cut, with server and PostgreSQL killed, the next start recovers what was committed', async () => {
  await killedOwner();
  await killPostmaster();
  const next = await workshop.start();
  expect(next.adopted).toBe(false);
  expect(await ask(next.url, 'select answer from kept')).toEqual([42]);
  expect(await next.stop()).toBe('stopped');
});

test('a stale postmaster.pid whose process id now belongs to a stranger neither stops the start nor harms the stranger', async () => {
  await killedOwner();
  await killPostmaster();
  const { clusterDir } = workshop.layout;
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore', ...(workshop.layout.apart ? await accountFor(clusterDir) : {}) });
  await once(stranger, 'spawn');
  const pidFile = join(clusterDir, 'postmaster.pid');
  await writeFile(pidFile, withPid(await readFile(pidFile, 'utf8'), Number(stranger.pid)));
  const next = await workshop.start();
  expect(await ask(next.url, 'select answer from kept')).toEqual([42]);
  await next.stop();
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  stranger.kill();
});

test('a postmaster.pid that a power cut left empty does not matter', async () => {
  await killedOwner();
  await killPostmaster();
  await writeFile(join(workshop.layout.clusterDir, 'postmaster.pid'), '');
  const next = await workshop.start();
  expect(await ask(next.url, 'select answer from kept')).toEqual([42]);
  await next.stop();
});

test('a PostgreSQL that dies under a living server is brought back on the same port, and open pools find it again', async () => {
  const onExit = vi.fn();
  const postgres = await workshop.start({ onExit });
  const pool = createPool({ url: postgres.url, applicationName: 'sora test', max: 2 });
  await writeAnswer(postgres.url);
  await pool.query('select 1');
  const killed = await killPostmaster();
  const answer = async () => (await pool.query('select answer from kept')).rows;
  await vi.waitFor(async () => expect(await answer()).toEqual([{ answer: 42 }]), { timeout: 15_000, interval: 100 });
  await vi.waitFor(() => expect(workshop.told.at(-1)).toMatch(/^PostgreSQL is back on port \d+\.$/), { timeout: 5_000, interval: 20 });
  expect(onExit).toHaveBeenCalledOnce();
  expect(await workshop.postmasterPid()).not.toBe(killed);
  await pool.end();
  expect(await postgres.stop()).toBe('stopped');
});

test('when one backend crashes PostgreSQL restarts itself, and the server goes on watching it', async () => {
  const postgres = await workshop.start();
  const [pid] = await ask(postgres.url, `select pid from pg_stat_activity where backend_type = 'checkpointer'`);
  const postmaster = await workshop.postmasterPid();
  process.kill(Number(pid), 'SIGKILL');
  await vi.waitFor(() => expect(workshop.told.at(-1)).toContain('is back'), { timeout: 15_000, interval: 50 });
  expect(await workshop.postmasterPid()).toBe(postmaster);
  expect(await postgres.stop()).toBe('stopped');
});

test('stop while PostgreSQL is down does not bring it back', async () => {
  const postgres = await workshop.start();
  await killPostmaster();
  await vi.waitFor(() => expect(workshop.told).toHaveLength(1), { timeout: 5_000, interval: 20 });
  expect(await postgres.stop()).toBe('stopped');
  await sleep(1_200);
  expect(workshop.told).toHaveLength(1);
});
