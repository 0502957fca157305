import { isProblem, type ProblemCode, SoraError } from '@sora/core';
import { fakeClock, seededRandom } from '@sora/core/testing';
import { describe, expect, test } from 'vitest';
import { defaultPatience, type Patience, untilKnown } from './until-known.ts';

const startMs = 1_000_000;

/** Attempts that fail with these problems one after another, then succeed; on a clock that moves only by waiting. */
function attempts(problems: readonly (ProblemCode | SoraError | Error)[], { random = (): number => 1, tookMs = 0, patienceMs = 30_000 } = {}) {
  const clock = fakeClock(startMs);
  const pauses: number[] = [];
  const left: number[] = [];
  const patience: Patience = { ...defaultPatience, patienceMs, nowMs: () => clock.nowMs(), random, pause: async (delayMs) => { pauses.push(delayMs); clock.advance(delayMs); } };
  const run = untilKnown(async (leftMs) => {
    left.push(leftMs);
    clock.advance(tookMs);
    const problem = problems[left.length - 1];
    if (problem === undefined) return 'done';
    throw typeof problem === 'string' ? new SoraError(problem) : problem;
  }, patience);
  return { run, pauses, left };
}

const always = (problem: ProblemCode | SoraError) => Array.from({ length: 1_000 }, () => problem);

describe('asking until it is known what happened', () => {
  test('what may be repeated is repeated, with pauses that grow to a bound', async () => {
    const { run, pauses } = attempts(['outcome-unknown', 'overloaded', 'database-unavailable', 'internal', 'rate-limited', 'outcome-unknown', 'outcome-unknown']);
    await expect(run).resolves.toBe('done');
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 2_000, 2_000]);
  });

  test('pauses are spread over their whole length, so that many who fail together do not come back together', async () => {
    const { next } = seededRandom(1);
    const { run, pauses } = attempts(Array.from({ length: 20 }, () => 'overloaded' as const), { random: next });
    await run;
    expect(pauses.every((pause, index) => pause >= 0 && pause < Math.min(2_000, 100 * 2 ** index))).toBe(true);
    expect(pauses.some((pause, index) => pause < Math.min(2_000, 100 * 2 ** index) / 4)).toBe(true);
  });

  test('at least the time is waited that the server asks for', async () => {
    const { run, pauses } = attempts([new SoraError('overloaded', { retryAfterMs: 5_000 })], { random: () => 0.5 });
    await run;
    expect(pauses).toEqual([5_050]);
  });

  test.for(['insufficient-funds', 'key-reused', 'account-frozen', 'unknown-account', 'hold-resolved'] as const)('a refusal of the ledger, %s, is final, also after an attempt of which nothing is known', async (problem) => {
    await expect(attempts([problem]).run).rejects.toMatchObject({ problem });
    await expect(attempts(['outcome-unknown', problem]).run).rejects.toMatchObject({ problem });
  });

  test('a wrong key is not tried again; after a lost answer it leaves the outcome unknown', async () => {
    const { run, left } = attempts(['unauthenticated']);
    await expect(run).rejects.toMatchObject({ problem: 'unauthenticated' });
    expect(left).toHaveLength(1);
    await expect(attempts(['outcome-unknown', 'unauthenticated']).run).rejects.toMatchObject({ problem: 'outcome-unknown', cause: { problem: 'unauthenticated' } });
    await expect(attempts(['overloaded', 'forbidden']).run).rejects.toMatchObject({ problem: 'forbidden' });
  });

  test('in the end it says that the outcome is unknown, and that calling again is safe', async () => {
    const { run, pauses } = attempts(always(new SoraError('outcome-unknown', { detail: 'It does not answer.' })), { tookMs: 500 });
    await expect(run).rejects.toMatchObject({ problem: 'outcome-unknown', retryable: true, message: 'It does not answer. Calling again with the same operationId is safe: the money moves once.' });
    expect(pauses.reduce((sum, pause) => sum + pause + 500, 0)).toBeLessThanOrEqual(30_000);
  });

  test('where nothing can have happened, it says what stood in the way instead', async () => {
    for (const problem of ['overloaded', 'database-unavailable', 'rate-limited'] as const) await expect(attempts(always(problem)).run).rejects.toMatchObject({ problem });
    await expect(attempts(['internal', ...always('overloaded')]).run).rejects.toMatchObject({ problem: 'outcome-unknown' });
  });

  test('a wait that is longer than the patience is not begun, and no attempt gets more time than is left', async () => {
    const { run, pauses, left } = attempts(always(new SoraError('database-unavailable', { retryAfterMs: 12_000 })), { random: () => 0 });
    await expect(run).rejects.toMatchObject({ problem: 'database-unavailable' });
    expect([pauses, left]).toEqual([[12_000, 12_000], [30_000, 18_000, 6_000]]);
  });

  test('a fault of ours is not tried again', async () => {
    const { run, left } = attempts([new RangeError('bug')]);
    await expect(run).rejects.toThrow('bug');
    expect(left).toHaveLength(1);
  });

  test('an error of another copy of the package counts by its shape', async () => {
    const foreign = Object.assign(new Error('away'), { problem: 'overloaded', retryable: true });
    expect(isProblem(foreign, 'overloaded')).toBe(true);
    await expect(attempts([foreign]).run).resolves.toBe('done');
  });
});
