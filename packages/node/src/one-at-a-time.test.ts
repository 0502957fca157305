import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

test('a call during a run starts one more run after it, shared by all who call meanwhile', async () => {
  let [runs, open, mostOpen] = [0, 0, 0];
  const gates: (() => void)[] = [];
  const run = oneAtATime(async () => {
    [runs, open] = [runs + 1, open + 1];
    mostOpen = Math.max(mostOpen, open);
    await new Promise<void>((resolve) => gates.push(resolve));
    open -= 1;
  });
  const first = run();
  await expect.poll(() => gates.length).toBe(1);
  const others = [run(), run(), run()];
  gates[0]?.();
  await first;
  await expect.poll(() => gates.length).toBe(2);
  gates[1]?.();
  await Promise.all(others);
  expect({ runs, mostOpen }).toEqual({ runs: 2, mostOpen: 1 });
});

test('a run that failed keeps nobody from the next', async () => {
  let fails = true;
  const run = oneAtATime(async () => { if (fails) throw new Error('once'); });
  await expect(run()).rejects.toThrow('once');
  fails = false;
  await expect(run()).resolves.toBeUndefined();
});
