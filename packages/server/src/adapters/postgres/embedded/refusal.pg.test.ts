import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, firstLine, openWorkshop, type Workshop } from '../../../testing/embedded-workshop.ts';
import { accountFor, runsAsRoot } from './account.ts';
import { copyBinaries, findBinaries, firstFlaw, type Binaries } from './binaries.ts';
import { readPostmasterPid } from './postmaster-pid.ts';

let workshop: Workshop;
let native: string;
beforeAll(async () => {
  workshop = await openWorkshop();
  native = await copyBinaries(await findBinaries(), workshop.folder);
});
afterAll(() => workshop.clear());

const owner = fileURLToPath(new URL('../../../testing/embedded-owner.ts', import.meta.url));

/** Starts an owner as an ordinary user, whoever runs the tests, in a folder that this user owns. */
async function asOrdinaryUser(dataDir: string, binaries: Binaries) {
  const account = runsAsRoot() ? await accountFor(join(workshop.folder, 'no cluster')) : undefined;
  if (account !== undefined) await chown(workshop.folder, account.uid, account.gid);
  const options = JSON.stringify({ dataDir, durable: false, binaries, account });
  return spawn(process.execPath, ['--conditions=@sora/source', owner, options], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The programs as npm leaves them when no install script ran and the executable bits were lost. */
async function damagedBinaries(): Promise<Binaries> {
  const whole = await findBinaries();
  const damaged = join(workshop.folder, 'damaged native');
  await cp(whole.native, damaged, { recursive: true, verbatimSymlinks: true });
  await rm(join(damaged, 'lib', 'libpq.so.5'));
  await chmod(join(damaged, 'bin', 'initdb'), 0o644);
  return { version: '18.damaged', native: damaged };
}

test('an ordinary user has the cluster in the data folder, run from the programs where they lie', async () => {
  const dataDir = join(workshop.folder, 'ordinary data');
  const server = await asOrdinaryUser(dataDir, { native, version: '18.4' });
  expect(await ask(await firstLine(server), 'show data_directory')).toEqual([join(dataDir, 'postgres')]);
  await expect(stat(join(dataDir, 'postgres-binaries-18.4'))).rejects.toMatchObject({ code: 'ENOENT' });
  const found = await readPostmasterPid(join(dataDir, 'postgres'));
  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
  expect(found).toMatchObject({ status: 'ready' });
  expect(await readPostmasterPid(join(dataDir, 'postgres'))).toBeUndefined();
});

test('a data folder that may not be written is refused with a remedy', async () => {
  const closed = join(workshop.folder, 'closed');
  await mkdir(closed, { mode: 0o555 });
  const server = await asOrdinaryUser(join(closed, 'data'), { native, version: '18.4' });
  const said = await text(server.stderr);
  expect(said).toContain('a file or folder may not be opened');
  expect(said).toContain('SORA_DATA_DIR');
});

test('programs without their symbolic links and executable bits are mended in a copy, and npm\'s own stay as they are', async () => {
  const damaged = await damagedBinaries();
  expect(await firstFlaw(damaged.native)).toBe('bin/initdb');
  const postgres = await workshop.start({ binaries: damaged });
  expect(await ask(postgres.url, 'select 1')).toEqual([1]);
  expect(await firstFlaw(damaged.native)).toBe('bin/initdb');
  await postgres.stop();
});

test('a cluster made by another major version is refused and left alone', async () => {
  await (await workshop.start()).stop();
  const versionFile = join(workshop.layout.clusterDir, 'PG_VERSION');
  await writeFile(versionFile, '17\n');
  await expect(workshop.start()).rejects.toMatchObject({ code: 'SORA_POSTGRES_OTHER_VERSION', remedy: expect.stringContaining('pg_dump') });
  expect(await readFile(versionFile, 'utf8')).toBe('17\n');
  await writeFile(versionFile, '18\n');
});

test('a cluster whose password file is gone is refused rather than replaced, and served again when the file is back', async () => {
  await (await workshop.start()).stop();
  const password = await readFile(workshop.layout.passwordFile, 'utf8');
  await rm(workshop.layout.passwordFile);
  await expect(workshop.start()).rejects.toMatchObject({ code: 'SORA_POSTGRES_PASSWORD_LOST', remedy: expect.stringContaining(workshop.layout.clusterDir) });
  await writeFile(workshop.layout.passwordFile, password);
  await (await workshop.start()).stop();
});

test('a PostgreSQL that hangs is reported with its process after the time to start, not waited for', async () => {
  const first = await workshop.start();
  const pid = await workshop.postmasterPid();
  process.kill(pid, 'SIGSTOP');
  await expect(workshop.start({ startTimeoutMs: 100 })).rejects.toMatchObject({ code: 'SORA_POSTGRES_NO_ANSWER', remedy: expect.stringContaining(String(pid)) });
  process.kill(pid, 'SIGCONT');
  await first.stop();
});

test('a PostgreSQL that cannot start says why with the end of its log', async () => {
  await (await workshop.start()).stop();
  await rm(join(workshop.layout.clusterDir, 'global', 'pg_control'));
  await expect(workshop.start()).rejects.toMatchObject({ code: 'SORA_POSTGRES_FAILED', what: expect.stringContaining('could not open file') });
});
