import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Answer } from './ask.ts';
import { keepFresh } from './keep-fresh.ts';
import { unreachable } from './problem.ts';
import type { Resource } from './resource.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched(answers: () => Answer<number>) {
  const seen: Resource<number>[] = [];
  const load = vi.fn(async () => answers());
  const freshness = keepFresh({ load, publish: (resource) => seen.push(resource) });
  return { seen, load, freshness };
}

const ok = (value: number): Answer<number> => ({ kind: 'ok', value });

test('ten signals within a second cause one more load, not ten', async () => {
  const { load, freshness } = watched(() => ok(1));
  await vi.advanceTimersByTimeAsync(10);
  for (let i = 0; i < 10; i += 1) freshness.refresh();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(load).toHaveBeenCalledTimes(2);
  freshness.stop();
});

test('a number is loaded again by itself when the live stream says nothing', async () => {
  const { load, freshness } = watched(() => ok(1));
  await vi.advanceTimersByTimeAsync(15_100);
  expect(load).toHaveBeenCalledTimes(2);
  freshness.stop();
});

test('a failure keeps the last good value, says when it retries, and recovers by itself', async () => {
  const answers = [ok(7), { kind: 'problem', problem: unreachable } as const, ok(8)];
  const { seen, freshness } = watched(() => answers.shift() ?? ok(9));
  await vi.advanceTimersByTimeAsync(0);
  await vi.advanceTimersByTimeAsync(1_100);
  freshness.refresh();
  await vi.advanceTimersByTimeAsync(0);
  expect(seen.at(-1)).toMatchObject({ value: 7, problem: unreachable, failures: 1 });
  await vi.advanceTimersByTimeAsync(1_300);
  expect(seen.at(-1)).toEqual({ value: 8, receivedAtMs: expect.any(Number), failures: 0 });
  freshness.stop();
});

test('after it was stopped nothing is loaded or published', async () => {
  const { seen, load, freshness } = watched(() => ok(1));
  freshness.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(load).toHaveBeenCalledTimes(1);
  expect(seen).toEqual([]);
});
