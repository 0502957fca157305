import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { type JobWakeUp, startJobWakeUp } from './job-wake-up.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
afterAll(() => database.close());
beforeEach(async () => { await database.pool.query('drop schema if exists graphile_worker cascade'); });

const waking = { timeout: 20_000, interval: 20 };

async function withWakeUps(count: number, onWake: (name: string, server: number) => Promise<void>, work: (wakeUps: readonly JobWakeUp[]) => Promise<void>): Promise<void> {
  const wakeUps = Array.from({ length: count }, (_, server) => startJobWakeUp({ url: database.url, names: ['tidy', 'sweep'], onWake: (name) => onWake(name, server) }));
  try {
    await work(wakeUps);
  } finally {
    await Promise.all(wakeUps.map((wakeUp) => wakeUp.stop()));
  }
}

describe('the wake-up of scheduled tasks', () => {
  test('wakes a task on one of the servers, once', async () => {
    const woken: string[] = [];
    await withWakeUps(2, async (name) => { woken.push(name); }, async ([first]) => {
      await first?.wake('tidy');
      await expect.poll(() => woken, waking).toEqual(['tidy']);
      await sleep(200);
      expect(woken).toEqual(['tidy']);
    });
  });

  test('keeps every task in its crontab for each minute', async () => {
    await withWakeUps(1, async () => undefined, async () => {
      const known = async () => (await database.pool.query<{ identifier: string }>('select identifier from graphile_worker._private_known_crontabs order by 1').catch(() => ({ rows: [] }))).rows;
      await expect.poll(known, waking).toEqual([{ identifier: 'sweep' }, { identifier: 'tidy' }]);
    });
  });

  test('a task that takes long does not keep another one waiting', async () => {
    const woken: string[] = [];
    const end = Promise.withResolvers<void>();
    const onWake = async (name: string) => {
      woken.push(name);
      if (name === 'tidy') await end.promise;
    };
    await withWakeUps(1, onWake, async ([first]) => {
      await first?.wake('tidy');
      await expect.poll(() => woken, waking).toEqual(['tidy']);
      await first?.wake('sweep');
      await expect.poll(() => woken, waking).toEqual(['tidy', 'sweep']);
      end.resolve();
    });
  });

  test('wake-ups that nobody took do not pile up', async () => {
    const woken: string[] = [];
    await withWakeUps(1, async () => undefined, async ([first]) => { await first?.wake('sweep'); });
    const idle = startJobWakeUp({ url: database.url, names: ['another'], onWake: async () => undefined });
    for (let i = 0; i < 5; i++) await idle.wake('tidy');
    await idle.stop();
    await withWakeUps(1, async (name) => { woken.push(name); }, async () => {
      await expect.poll(() => woken, waking).toContain('tidy');
      await sleep(200);
      expect(woken.filter((name) => name === 'tidy')).toHaveLength(1);
    });
  });

  test('outlives a database that goes away in the middle of a task, and wakes again when it is back', async () => {
    const woken: string[] = [];
    const gone = Promise.withResolvers<void>();
    const onWake = async (task: string) => {
      woken.push(task);
      await gone.promise;
    };
    await withUnreliableDatabase(async ({ takeAway, bringBack }) => {
      await withWakeUps(1, onWake, async ([first]) => {
        await first?.wake('tidy');
        await expect.poll(() => woken, waking).toEqual(['tidy']);
        await takeAway();
        // The end of the task cannot be written down, which is where the library gives up.
        gone.resolve();
        await sleep(2_000);
        await expect(first?.wake('tidy')).rejects.toThrow();
        await bringBack();
        await first?.wake('sweep');
        await expect.poll(() => woken, waking).toEqual(['tidy', 'sweep']);
      });
    });
  });

  test('starts by itself once a database appears that was away at the start', async () => {
    const woken: string[] = [];
    await withUnreliableDatabase(async ({ takeAway, bringBack }) => {
      await takeAway();
      await withWakeUps(1, async (task) => { woken.push(task); }, async ([first]) => {
        await sleep(700);
        await bringBack();
        await first?.wake('tidy');
        await expect.poll(() => woken, waking).toEqual(['tidy']);
      });
    });
  });

  test('stops within its bound though a task never ends', async () => {
    const begun = Promise.withResolvers<void>();
    const wakeUp = startJobWakeUp({ url: database.url, names: ['tidy'], onWake: () => { begun.resolve(); return new Promise(() => undefined); } });
    await wakeUp.wake('tidy');
    await begun.promise;
    const startedAtMs = performance.now();
    await wakeUp.stop(500);
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
  });
});

interface UnreliableDatabase {
  /** Ends every connection to the test's database and takes no new ones. */
  takeAway(): Promise<void>;
  bringBack(): Promise<void>;
}

async function withUnreliableDatabase(work: (database: UnreliableDatabase) => Promise<void>): Promise<void> {
  const address = new URL(database.url);
  const name = address.pathname.slice(1);
  address.pathname = '/postgres';
  const admin = new Client({ connectionString: address.href });
  await admin.connect();
  const bringBack = async () => { await admin.query(`alter database ${name} allow_connections true`); };
  const takeAway = async () => {
    await admin.query(`alter database ${name} allow_connections false`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  };
  try {
    await work({ takeAway, bringBack });
  } finally {
    await bringBack();
    await admin.end();
  }
}
