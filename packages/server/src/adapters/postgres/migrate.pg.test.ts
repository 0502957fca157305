import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { migrate } from './migrate.ts';
import { migrationFile, migrationsFolder, readMigrations } from './migration-files.ts';

const first = migrationFile('0001_first.sql', 'create table one (n integer primary key); insert into one values (1);');
const second = migrationFile('0002_second.sql', 'create table two (n integer); insert into two select n from one;');

let database: TestDatabase;
beforeEach(async () => { database = await createTestDatabase({ empty: true }); });
afterEach(() => database.close());

const tables = async () => {
  const { rows } = await database.pool.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`);
  return rows.map(({ name }) => name);
};

test('the released migrations apply to an empty database in order, and again there is nothing to do', async () => {
  const files = await readMigrations(migrationsFolder);
  expect(await migrate(database.url, files)).toEqual(files);
  expect(await migrate(database.url, files)).toEqual([]);
  const { rows } = await database.pool.query('select tenant from tenant');
  expect(rows).toEqual([{ tenant: 'main' }]);
});

test('each applied migration is kept with its checksum and its time', async () => {
  await migrate(database.url, [first]);
  const { rows } = await database.pool.query('select number, name, checksum, applied_at <= clock_timestamp() as past from migration');
  expect(rows).toEqual([{ number: 1, name: 'first', checksum: first.checksum, past: true }]);
});

test('servers that start together apply each migration once', async () => {
  const applied = await Promise.all(Array.from({ length: 6 }, () => migrate(database.url, [first, second])));
  expect(applied.flat().map(({ number }) => number).toSorted()).toEqual([1, 2]);
  const { rows } = await database.pool.query('select n from two');
  expect(rows).toEqual([{ n: 1 }]);
});

test('a failing migration is rolled back whole, what came before it stays, and the next start tries again', async () => {
  const broken = migrationFile('0002_second.sql', 'create table two (n integer); select n from nowhere;');
  await expect(migrate(database.url, [first, broken])).rejects.toMatchObject({ code: 'SORA_MIGRATION_FAILED', what: expect.stringContaining('"nowhere" does not exist') });
  expect(await tables()).toEqual(['migration', 'one']);
  expect(await migrate(database.url, [first, second])).toEqual([second]);
});

test('a released migration that was edited makes start refuse and changes nothing', async () => {
  await migrate(database.url, [first]);
  const edited = migrationFile('0001_first.sql', 'create table one (n bigint);');
  await expect(migrate(database.url, [edited, second])).rejects.toMatchObject({ code: 'SORA_MIGRATION_EDITED' });
  expect(await tables()).toEqual(['migration', 'one']);
});

test('a database newer than the code makes start refuse', async () => {
  await migrate(database.url, [first, second]);
  await expect(migrate(database.url, [first])).rejects.toMatchObject({ code: 'SORA_DATABASE_NEWER' });
});

test('a database that does not answer is unavailable rather than refused', async () => {
  await expect(migrate('postgresql://nobody@127.0.0.1:1/none', [first])).rejects.toMatchObject({ problem: 'database-unavailable' });
});
