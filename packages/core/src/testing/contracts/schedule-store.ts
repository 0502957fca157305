import { describe, expect, test } from 'vitest';
import type { ScheduleStore } from '../../jobs/schedule-store.ts';

export interface ScheduleStoreHarness {
  readonly store: ScheduleStore;
  /** Lets that much time pass, by the store's clock. */
  passTime(ms: number): Promise<void>;
}

const run = (fencingToken: bigint) => ({ name: 'tidy', fencingToken });

/** What every schedule store must do. @param open a store without tasks */
export function scheduleStoreContract(open: () => Promise<ScheduleStoreHarness>): void {
  const openWithTask = async () => {
    const harness = await open();
    await harness.store.define('tidy', 60_000);
    return harness;
  };

  describe('a schedule store', () => {
    test('knows a task that was defined, and nothing of others', async () => {
      const { store } = await openWithTask();
      expect(await store.find('tidy')).toMatchObject({ name: 'tidy', everyMs: 60_000, failuresInARow: 0 });
      expect((await store.find('tidy'))?.lastStartedAtMs).toBeUndefined();
      expect(await store.find('unknown')).toBeUndefined();
    });

    test('lists its tasks by name', async () => {
      const { store } = await openWithTask();
      await store.define('another', 1000);
      expect((await store.all()).map((entry) => entry.name)).toEqual(['another', 'tidy']);
    });

    test('a task defined again keeps its past under the new period', async () => {
      const { store } = await openWithTask();
      await store.started(run(1n));
      await store.ended(run(1n), { kind: 'failed', durationMs: 5, error: 'no disk' });
      await store.define('tidy', 120_000);
      expect(await store.find('tidy')).toMatchObject({ everyMs: 120_000, lastError: 'no disk', failuresInARow: 1 });
    });

    test('remembers start, end and duration of a success', async () => {
      const { store, passTime } = await openWithTask();
      await store.started(run(1n));
      await passTime(5000);
      await store.ended(run(1n), { kind: 'done', durationMs: 5000 });
      const entry = await store.find('tidy');
      expect(entry).toMatchObject({ lastDurationMs: 5000, failuresInARow: 0, lastError: undefined });
      expect(Number(entry?.lastEndedAtMs) - Number(entry?.lastStartedAtMs)).toBeGreaterThanOrEqual(4999);
      expect(Number(entry?.readAtMs)).toBeGreaterThanOrEqual(Number(entry?.lastEndedAtMs));
    });

    test('counts failures in a row, and a success ends the count', async () => {
      const { store } = await openWithTask();
      for (const token of [1n, 2n]) {
        await store.started(run(token));
        await store.ended(run(token), { kind: 'failed', durationMs: 1, error: 'no disk' });
      }
      expect(await store.find('tidy')).toMatchObject({ failuresInARow: 2, lastError: 'no disk' });
      await store.started(run(3n));
      await store.ended(run(3n), { kind: 'done', durationMs: 1 });
      expect(await store.find('tidy')).toMatchObject({ failuresInARow: 0, lastError: undefined });
    });

    test('a run that never ended is counted as a failure when the next one starts', async () => {
      const { store, passTime } = await openWithTask();
      await store.started(run(1n));
      await passTime(1000);
      await store.started(run(2n));
      expect(await store.find('tidy')).toMatchObject({ failuresInARow: 1, lastError: expect.stringContaining('died') });
    });

    test('a former runner can neither start nor end a run any more', async () => {
      const { store } = await openWithTask();
      await store.started(run(2n));
      expect(await store.ended(run(1n), { kind: 'done', durationMs: 1 })).toBe(false);
      expect(await store.started(run(1n))).toBe(false);
      expect((await store.find('tidy'))?.lastEndedAtMs).toBeUndefined();
      expect(await store.ended(run(2n), { kind: 'done', durationMs: 1 })).toBe(true);
    });
  });
}
