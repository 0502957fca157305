import { access, readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, openWorkshop, type Workshop } from '../../../testing/embedded-workshop.ts';
import { exclusively } from './exclusive.ts';
import { isAlive } from './process-state.ts';

let workshop: Workshop;
beforeAll(async () => { workshop = await openWorkshop(); });
afterAll(() => workshop.clear());

const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

test('a fresh start in a path with spaces serves PostgreSQL 18 on loopback alone, and says where it lies', async () => {
  const postgres = await workshop.start();
  expect(postgres).toMatchObject({ whereItLives: workshop.layout.clusterDir, adopted: false });
  expect(new URL(postgres.url).hostname).toBe('127.0.0.1');
  expect(await ask(postgres.url, 'show server_version')).toEqual([expect.stringMatching(/^18\./)]);
  expect(await ask(postgres.url, 'show listen_addresses')).toEqual(['127.0.0.1']);
  expect(await ask(postgres.url, 'show unix_socket_directories')).toEqual(['']);
  expect(await readFile(workshop.layout.noteFile, 'utf8')).toContain(workshop.layout.clusterDir);
  await postgres.stop();
});

test('text is UTF-8 and sorts the same on every system, and unless tests ask otherwise writes are durable', async () => {
  const postgres = await workshop.start({ durable: true });
  expect(await ask(postgres.url, `select datlocprovider::text || ' ' || datlocale || ' ' || pg_encoding_to_char(encoding) from pg_database where datname = 'sora'`)).toEqual(['b C.UTF-8 UTF8']);
  expect(await ask(postgres.url, 'show fsync')).toEqual(['on']);
  await postgres.stop();
});

test('the data folder and its secrets are for their owner alone, and nobody comes in without the password', async () => {
  const postgres = await workshop.start();
  expect(await modeOf(workshop.layout.dataDir)).toBe('700');
  expect(await modeOf(workshop.layout.passwordFile)).toBe('600');
  expect(await modeOf(workshop.layout.clusterDir)).toBe('700');
  const wrong = new URL(postgres.url);
  wrong.password = 'guessed';
  await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  expect(await ask(postgres.url, `select distinct auth_method from pg_hba_file_rules`)).toEqual(['scram-sha-256']);
  await postgres.stop();
});

test('stop leaves no process, and the next start finds the data', async () => {
  const first = await workshop.start();
  await ask(first.url, 'create table kept as select 42 as answer');
  const pid = await workshop.postmasterPid();
  expect(await Promise.all([first.stop(), first.stop()])).toEqual(['stopped', 'stopped']);
  expect(await isAlive(pid)).toBe(false);
  await expect(access(`${workshop.layout.clusterDir}/postmaster.pid`)).rejects.toMatchObject({ code: 'ENOENT' });
  const second = await workshop.start();
  expect(second.adopted).toBe(false);
  expect(await ask(second.url, 'select answer from kept')).toEqual([42]);
  await second.stop();
});

test('of servers that start together one makes the cluster and the others adopt it; the last to stop ends it', async () => {
  const servers = await Promise.all([workshop.start(), workshop.start(), workshop.start()]);
  expect(servers.map(({ adopted }) => adopted).toSorted()).toEqual([false, true, true]);
  expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
  const [first, second, third] = servers;
  expect(await first?.stop()).toBe('left-running');
  expect(await second?.stop()).toBe('left-running');
  expect(workshop.told.filter((sentence) => sentence.includes('stays running'))).toHaveLength(2);
  expect(await third?.stop()).toBe('stopped');
});

test('stop leaves PostgreSQL to another server that is just starting on it', async () => {
  const server = await workshop.start();
  const outcome = await exclusively(workshop.layout.lockFile, 1_000, () => server.stop());
  expect(outcome).toBe('left-running');
  expect(await (await workshop.start()).stop()).toBe('stopped');
});
