import type { DocumentWrite } from '@sora/core';
import { documentStoreContract, withDevices } from '@sora/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresConflictLog } from './conflict-log.ts';
import { postgresDocumentStore } from './document-store.ts';
import { postgresEventLog } from './event-log.ts';
import { createPool } from './pool.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
afterAll(() => database.close());

const open = async () => {
  const { pool } = database;
  await pool.query('truncate document, document_version, conflict, event');
  const nowMs = async () => (await pool.query<{ readonly now: string }>('select epoch_ms(clock_timestamp()) as now')).rows.map(({ now }) => Number(now))[0] ?? NaN;
  return { store: postgresDocumentStore(pool), conflicts: postgresConflictLog(pool), events: postgresEventLog(pool), nowMs };
};
documentStoreContract(open);

describe('documents in PostgreSQL', () => {
  test('two servers writing at once come to the greatest stamp; every value has its version, every race its conflict, no number is missing [CON-1]', async () => {
    const { stamp, conflicts, store, key, writeOf } = await withDevices(open);
    const otherPool = createPool({ url: database.url, applicationName: 'sora test other', max: 5 });
    const stores = [store, postgresDocumentStore(otherPool)] as const;
    const writes = Array.from({ length: 60 }, (_, n): DocumentWrite => {
      const install = `device-${n % 6}`;
      return writeOf(install, { displayName: { value: `value ${n}`, stamp: stamp(install, (n * 37) % 60, n) }, about: { value: `about ${n % 2}`, stamp: stamp(install, n, n) } });
    });
    const sent = [...writes, ...writes.filter((_, n) => n % 5 === 0)];
    await Promise.all(sent.map((each, n) => stores[n % 2 === 0 ? 0 : 1].write(each)));
    await otherPool.end();
    const greatest = writes.map(({ fields }) => fields['displayName']?.stamp ?? '').toSorted().at(-1);
    const now = await store.read(key);
    expect(now.fields['displayName']?.stamp).toBe(greatest);
    const versions = await store.versions({ ...key, limit: 1_000 });
    expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: 120 }, (_, n) => 120 - n));
    expect(new Set(versions.filter(({ field }) => field === 'displayName').map(({ value }) => value)).size).toBe(60);
    const lost = versions.filter(({ lostTo }) => lostTo !== undefined);
    const found = await conflicts.read({ tenant: 'main', limit: 1_000, types: ['CONCURRENT_WRITE'] });
    expect([now.losses, found.length]).toEqual([lost.length, lost.length]);
    expect(lost.length).toBeGreaterThan(20);
  });

  test('a write whose conflict cannot be recorded is not written either', async () => {
    const { set, history } = await withDevices(open);
    await set('phone', 0, 'first');
    await database.pool.query(`alter table conflict add constraint full_up check (type <> 'CONCURRENT_WRITE')`);
    await expect(set('tablet', 1, 'second')).rejects.toThrow('full_up');
    await database.pool.query('alter table conflict drop constraint full_up');
    expect(await history()).toHaveLength(1);
  });

  test.for([`value = '"forged"'`, `stamp = '019b3f5a7c00-0000-forged'`, 'lost_to = 7', `actor = '{"kind":"user","id":"bob"}'`])('the database refuses to change a version: %s', async (change) => {
    const { set } = await withDevices(open);
    await set('tablet', 0, 'first');
    await set('phone', 1, 'second');
    await expect(database.pool.query(`update document_version set ${change} where version = 1`)).rejects.toThrow('not changed');
  });
});
