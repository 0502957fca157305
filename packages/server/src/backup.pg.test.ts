import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parseToken } from '@sora/core';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './adapters/postgres/embedded/start-embedded-postgres.ts';
import { wrongInBooks } from './adapters/postgres/ledger/testing/test-ledger.ts';
import { migrate } from './adapters/postgres/migrate.ts';
import { migrationsFolder, readMigrations } from './adapters/postgres/migration-files.ts';
import { createPool } from './adapters/postgres/pool.ts';
import { backupDatabase, copyDatabase, restoreDatabase } from './backup.ts';
import { readSettings } from './settings.ts';
import { eventually } from './testing/eventually.ts';
import { type PayingWriters, startPayingWriters } from './testing/paying-writers.ts';
import { type DataFolder, freshDataFolder } from './testing/server-process.ts';
import { createTestDatabase } from './testing/test-database.ts';

let source: DataFolder;
let target: DataFolder;
let folder: string;
let postgres: EmbeddedPostgres;
let pool: Pool;
let archive: string;
let acknowledgedBefore: readonly string[];
let acknowledgedMeanwhile: number;

const progress = () => undefined;
const settingsFor = (dataDir: string, more: Readonly<Record<string, string>> = {}) => readSettings({ SORA_DATA_DIR: dataDir, ...more });
const backUp = (file: string, force = false) => backupDatabase(settingsFor(source.path), { file, force, portable: false, progress });
const restore = (file: string) => restoreDatabase(settingsFor(target.path), { file, progress });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sora backup '));
  [source, target] = [await freshDataFolder(), await freshDataFolder()];
  archive = join(folder, 'sora.tar.gz');
  // Without full-page writes: PostgreSQL has to force them while a backup runs.
  postgres = await startEmbeddedPostgres({ dataDir: source.path, durable: false, log: progress });
  await migrate(postgres.url, await readMigrations(migrationsFolder));
  pool = createPool({ url: postgres.url, applicationName: 'sora test', max: 4 });
  const writers = await startPayingWriters({ url: postgres.url, pool });
  await backUpUnder(writers).finally(() => writers.stop());
});

afterAll(async () => {
  await pool.end();
  await postgres.stop();
  await Promise.all([source.clear(), target.clear()]);
  await rm(folder, { recursive: true, force: true });
});

async function backUpUnder(writers: PayingWriters): Promise<void> {
  acknowledgedBefore = [...writers.acknowledged];
  const ended = new AbortController();
  const churning = churn(ended.signal);
  await backUp(archive).finally(() => ended.abort());
  acknowledgedMeanwhile = writers.acknowledged.length - acknowledgedBefore.length;
  await churning;
}

/** Checkpoints and full log files while the backup is taken: only its label says where to begin, and only its slot keeps the log from there on. */
async function churn(ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    await pool.query('select pg_switch_wal()');
    await pool.query('checkpoint');
    await sleep(200);
  }
}

test('a backup is one file for its owner alone, and is not written over another', async () => {
  expect((await stat(archive)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['sora.tar.gz']);
  await expect(backUp(archive)).rejects.toMatchObject({ code: 'SORA_BACKUP_EXISTS' });
});

test('a file that was cut, altered, or made by something newer is refused in a sentence, and leaves the folder empty', async () => {
  const bytes = await readFile(archive);
  const plain = gunzipSync(bytes);
  const altered = (change: (tar: Buffer) => void) => {
    const copy = Buffer.from(plain);
    change(copy);
    return gzipSync(copy, { level: 1 });
  };
  const overwrite = (from: string, to: string) => altered((tar) => tar.write(to, tar.indexOf(from)));
  const bad: readonly (readonly [string, Buffer])[] = [
    ['SORA_BACKUP_DAMAGED', bytes.subarray(0, bytes.length / 2)],
    ['SORA_BACKUP_DAMAGED', bytes.subarray(0, bytes.length - 4)],
    ['SORA_BACKUP_DAMAGED', Buffer.concat([bytes.subarray(0, 200_000), Buffer.from([(bytes[200_000] ?? 0) ^ 1]), bytes.subarray(200_001)])],
    // A whole archive of which one file differs: only its digest can tell.
    ['SORA_BACKUP_DAMAGED', overwrite('max_connections = 100', 'max_connections = 101')],
    ['SORA_BACKUP_NEWER', overwrite('"version": 1', '"version": 2')],
    ['SORA_BACKUP_OTHER_POSTGRES', overwrite('"postgres": "18', '"postgres": "17')],
    ['SORA_BACKUP_DAMAGED', Buffer.from('hello')],
  ];
  for (const [code, content] of bad) {
    const file = join(folder, 'bad.tar.gz');
    await writeFile(file, content);
    await expect(restore(file)).rejects.toMatchObject({ code, remedy: expect.any(String) });
  }
  expect((await readdir(target.path)).filter((name) => name !== 'postgres.lock')).toEqual([]);
});

test('a folder that holds anything is refused and untouched', async () => {
  await writeFile(join(target.path, 'notes.txt'), 'mine');
  await expect(restore(archive)).rejects.toMatchObject({ code: 'SORA_RESTORE_NOT_EMPTY', message: expect.stringContaining('notes.txt') });
  expect(await readFile(join(target.path, 'notes.txt'), 'utf8')).toBe('mine');
  await rm(join(target.path, 'notes.txt'));
});

test('every payment acknowledged before a backup began is in it, none by half, though others were made meanwhile [CON-8]', async () => {
  expect(acknowledgedBefore.length).toBeGreaterThan(100);
  expect(acknowledgedMeanwhile).toBeGreaterThan(100);
  const { adminTokenFile } = await restore(archive);
  const restored = await startEmbeddedPostgres({ dataDir: target.path, log: progress });
  const books = createPool({ url: restored.url, applicationName: 'sora test', max: 2 });
  try {
    const { rows } = await books.query<{ lost: number }>('select count(*)::int as lost from unnest($1::text[]) as k (key) where not exists (select 1 from transfer t where t.key = k.key)', [acknowledgedBefore]);
    expect(rows).toEqual([{ lost: 0 }]);
    expect(await wrongInBooks(books)).toEqual([]);
    const token = parseToken((await readFile(adminTokenFile, 'utf8')).trim());
    const { rows: credentials } = await books.query('select role from credential where id = $1', [token?.id]);
    expect(credentials).toEqual([{ role: 'admin' }]);
  } finally {
    await books.end();
    await restored.stop();
  }
});

test('a backup that is killed leaves no slot, no file under its name, and the database as it was', async () => {
  const file = join(folder, 'killed.tar.gz');
  const program = fileURLToPath(new URL('./testing/backup-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@sora/source', program, source.path, file], { stdio: 'ignore' });
  const gone = once(child, 'exit');
  const slots = async () => (await pool.query<{ count: number }>('select count(*)::int as count from pg_replication_slots')).rows[0]?.count;
  expect(await eventually(slots, (count) => count === 1)).toBe(1);
  child.kill('SIGKILL');
  await gone;
  expect(await eventually(slots, (count) => count === 0)).toBe(0);
  expect(await readdir(folder)).not.toContain('killed.tar.gz');
  expect(await wrongInBooks(pool)).toEqual([]);
  await writeFile(file, 'forced out of its place, with what the killed one left');
  await backUp(file, true);
  expect((await readdir(folder)).filter((name) => name.startsWith('killed'))).toEqual(['killed.tar.gz']);
  expect((await stat(file)).size).toBeGreaterThan(100_000);
});

test('an embedded database moves into another PostgreSQL row by row, but not under a running server [CON-8]', async () => {
  const other = await createTestDatabase({ empty: true });
  const move = () => copyDatabase(settingsFor(target.path, { DATABASE_URL: other.url }), { from: source.path, progress });
  try {
    await pool.query(`insert into node (id, region, release, started_at, heartbeat_at, load, memory_bytes) values ('alive', 'local', 'dev', now(), now(), 0, 1)`);
    await expect(move()).rejects.toMatchObject({ code: 'SORA_COPY_SOURCE_IN_USE' });
    await pool.query('delete from node');
    const { rows } = await move();
    const { rows: counts } = await pool.query('select (select count(*)::int from transfer) as transfer, (select count(*)::int from account) as account');
    expect({ transfer: rows['transfer'], account: rows['account'] }).toEqual(counts[0]);
    expect(await wrongInBooks(other.pool)).toEqual([]);
    await expect(move()).rejects.toMatchObject({ code: 'SORA_RESTORE_NOT_EMPTY' });
  } finally {
    await other.close();
  }
});
