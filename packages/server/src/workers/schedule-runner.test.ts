import type { Lease, LeaseStore, ScheduleStore } from '@sora/core';
import { fakeClock, memoryLeaseStore, memoryScheduleStore } from '@sora/core/testing';
import { describe, expect, test, vi } from 'vitest';
import { createScheduleRunner, type ScheduleRunner } from './schedule-runner.ts';
import type { TaskContext } from './scheduled-task.ts';

const everyMs = 60_000;

function harness(work: (context: TaskContext) => Promise<void>, { leaseMs = 30_000 }: { readonly leaseMs?: number } = {}) {
  const clock = fakeClock();
  const leases = memoryLeaseStore(clock);
  const schedule = memoryScheduleStore(clock);
  const task = { name: 'tidy', everyMs, run: vi.fn(work) };
  const runner = (holder: string, parts: { readonly leases?: LeaseStore; readonly schedule?: ScheduleStore } = {}): ScheduleRunner =>
    createScheduleRunner({ leases, schedule, tasks: [task], holder, leaseMs, ...parts });
  return { clock, leases, schedule, task, runner };
}

/** Work that begins, and ends when told or aborted. */
function longWork() {
  const begun = Promise.withResolvers<TaskContext>();
  const end = Promise.withResolvers<void>();
  const work = async (context: TaskContext) => {
    begun.resolve(context);
    context.signal.addEventListener('abort', () => end.reject(context.signal.reason));
    await end.promise;
  };
  return { work, begun: begun.promise, end: () => end.resolve() };
}

describe('a schedule runner', () => {
  test('runs a woken task under its lease, records it, and gives the lease back', async () => {
    const seen: Lease[] = [];
    const { runner, schedule, leases } = harness(async ({ lease }) => { seen.push(lease); });
    expect(await runner('a').wake('tidy')).toBe('done');
    expect(seen).toMatchObject([{ name: 'task:tidy', holder: 'a', fencingToken: 1n }]);
    expect(await schedule.find('tidy')).toMatchObject({ everyMs, failuresInARow: 0, lastEndedAtMs: expect.any(Number) });
    expect(await leases.acquire({ name: 'task:tidy', holder: 'b', durationMs: 1000 })).toMatchObject({ holder: 'b' });
  });

  test('leaves a task alone that ran not long ago, on whichever server', async () => {
    const { runner, clock, task } = harness(async () => undefined);
    await runner('a').wake('tidy');
    expect(await runner('b').wake('tidy')).toBe('not-due');
    clock.advance(everyMs);
    expect(await runner('b').wake('tidy')).toBe('done');
    expect(task.run).toHaveBeenCalledTimes(2);
  });

  test('runs a task once, however many servers are woken and however often', async () => {
    const { work, begun, end } = longWork();
    const { runner, task } = harness(work);
    const [a, b] = [runner('a'), runner('b')];
    const first = a.wake('tidy');
    await begun;
    expect(await Promise.all([a.wake('tidy'), b.wake('tidy'), b.wake('tidy')])).toEqual(['held-elsewhere', 'held-elsewhere', 'held-elsewhere']);
    end();
    expect(await first).toBe('done');
    expect(task.run).toHaveBeenCalledTimes(1);
  });

  test('records a failure with its words, and runs the task again at the next wake-up', async () => {
    const { runner, schedule, task } = harness(async () => { throw new Error('no disk'); });
    expect(await runner('a').wake('tidy')).toBe('failed');
    expect(await schedule.find('tidy')).toMatchObject({ failuresInARow: 1, lastError: 'no disk' });
    task.run.mockImplementation(async () => undefined);
    expect(await runner('a').wake('tidy')).toBe('done');
    expect(await schedule.find('tidy')).toMatchObject({ failuresInARow: 0, lastError: undefined });
  });

  test('renews the lease for as long as the task runs', async () => {
    vi.useFakeTimers();
    try {
      const { work, begun, end } = longWork();
      const { runner, clock, leases } = harness(work);
      const run = runner('a').wake('tidy');
      await begun;
      for (let step = 0; step < 20; step++) {
        clock.advance(5_000);
        await vi.advanceTimersByTimeAsync(5_000);
        expect(await leases.acquire({ name: 'task:tidy', holder: 'b', durationMs: 1000 })).toBeUndefined();
      }
      end();
      expect(await run).toBe('done');
    } finally {
      vi.useRealTimers();
    }
  });

  test('aborts the task whose lease was lost, and what it says afterwards is not recorded', async () => {
    vi.useFakeTimers();
    try {
      const { work, begun } = longWork();
      const { runner, clock, leases, schedule } = harness(work);
      const run = runner('a').wake('tidy');
      const context = await begun;
      clock.advance(31_000);
      const other = await leases.acquire({ name: 'task:tidy', holder: 'b', durationMs: 30_000 });
      await schedule.started({ name: 'tidy', fencingToken: other?.fencingToken ?? 0n });
      await vi.advanceTimersByTimeAsync(10_000);
      expect(context.signal.aborted).toBe(true);
      expect(await run).toBe('failed');
      expect((await schedule.find('tidy'))?.lastEndedAtMs).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });

  test('aborts the task when the lease could not be renewed for its whole duration', async () => {
    vi.useFakeTimers();
    try {
      const { work, begun } = longWork();
      const { runner, leases } = harness(work);
      const away: LeaseStore = { ...leases, renew: () => Promise.reject(new Error('away')) };
      const run = runner('a', { leases: away }).wake('tidy');
      const { signal } = await begun;
      await vi.advanceTimersByTimeAsync(29_000);
      expect(signal.aborted).toBe(false);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(signal.aborted).toBe(true);
      await run;
    } finally {
      vi.useRealTimers();
    }
  });

  test('says so when the database is away, and works again when it is back', async () => {
    const { runner, schedule } = harness(async () => undefined);
    let isAway = true;
    const flaky: ScheduleStore = { ...schedule, define: (name, every) => (isAway ? Promise.reject(new Error('away')) : schedule.define(name, every)) };
    const a = runner('a', { schedule: flaky });
    expect(await a.wake('tidy')).toBe('unavailable');
    isAway = false;
    expect(await a.wake('tidy')).toBe('done');
  });

  test('stopping aborts what runs, gives its lease back and starts nothing more', async () => {
    const { work, begun } = longWork();
    const { runner, leases } = harness(work);
    const a = runner('a');
    const run = a.wake('tidy');
    await begun;
    await a.stop();
    expect(await run).toBe('failed');
    expect(await a.wake('tidy')).toBe('stopped');
    expect(await leases.acquire({ name: 'task:tidy', holder: 'b', durationMs: 1000 })).toMatchObject({ holder: 'b' });
  });

  test('stopping does not wait for ever for a task that ignores its signal', async () => {
    const { runner, task } = harness(() => new Promise<void>(() => undefined));
    const a = runner('a');
    void a.wake('tidy');
    await vi.waitFor(() => expect(task.run).toHaveBeenCalled());
    await a.stop(20);
  });

  test('does not take a task that nobody wrote', async () => {
    const { runner } = harness(async () => undefined);
    await expect(runner('a').wake('unknown')).rejects.toThrow('There is no task "unknown"');
  });
});
