import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { fakeTimers } from '../testing/fake-timers.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { createLanes } from './create-lanes.ts';
import type { BatchFailure, LaneLimits } from './lanes.ts';

interface Item { readonly lane: string; readonly number: number; readonly isPoison: boolean; readonly deadlineMs: number; readonly pauseMs: number }

const items = fc.array(fc.record({
  lane: fc.constantFrom('a', 'b', 'c'),
  isPoison: fc.constantFrom(false, false, false, false, false, true),
  deadlineMs: fc.constantFrom(30, 200, 5000),
  pauseMs: fc.constantFrom(0, 0, 0, 1, 20),
}), { minLength: 1, maxLength: 60 }).map((all) => all.map((item, number): Item => ({ ...item, number })));
const limits: LaneLimits = { maxBatch: 8, maxQueued: 20, maxInFlight: 2, deadlineMs: 5000, backoffMs: { first: 5, max: 40 } };

class Failed extends Error {
  readonly failure: BatchFailure;
  constructor(failure: BatchFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

/** A far side that keeps what it takes, each item once, and fails in every way. `trouble` is the share of batches that fail without need. */
function farSide(seed: number, trouble: number) {
  const clock = fakeClock();
  const timers = fakeTimers(clock);
  const random = seededRandom(seed);
  const kept: Item[] = [];
  const underWay = new Map<string, number>();
  const seen = { most: 0, mostOfLane: 0, longest: 0 };
  const pause = (ms: number) => new Promise<void>((resolve) => { timers.after(ms, resolve); });
  const keep = (batch: readonly Item[]) => { for (const item of batch) if (!kept.includes(item)) kept.push(item); };
  async function apply(lane: string, batch: readonly Item[]): Promise<readonly string[]> {
    underWay.set(lane, (underWay.get(lane) ?? 0) + 1);
    seen.most = Math.max(seen.most, [...underWay.values()].reduce((a, b) => a + b));
    seen.mostOfLane = Math.max(seen.mostOfLane, underWay.get(lane) ?? 0);
    seen.longest = Math.max(seen.longest, batch.length);
    await pause(Math.floor(random.next() * 60));
    underWay.set(lane, (underWay.get(lane) ?? 0) - 1);
    const luck = random.next();
    if (luck < trouble / 2) throw new Failed('not-done', 'not done');
    const poison = batch.find(({ isPoison }) => isPoison);
    if (poison !== undefined) throw new Failed('poisoned', `poison ${poison.number}`);
    if (luck < trouble * 0.75) throw new Failed('unknown', 'lost on the way there');
    keep(batch);
    if (luck < trouble) throw new Failed('unknown', 'lost on the way back');
    return batch.map(({ number }) => `did ${number}`);
  }
  return { clock, timers, random, kept, seen, apply };
}

test('whatever fails: every item is answered once and truly, order holds in a lane, poison harms nobody, bounds are kept', async () => {
  await fc.assert(fc.asyncProperty(items, fc.integer(), fc.constantFrom(0, 0.2, 0.6), async (all, seed, trouble) => {
    const { clock, timers, random, kept, seen, apply } = farSide(seed, trouble);
    const lanes = createLanes<Item, string>({ apply, classify: (error) => (error as Failed).failure, limits, clock, timers, random });
    const answers = new Map<number, string[]>();
    for (const item of all) {
      const note = (answer: string) => answers.set(item.number, [...answers.get(item.number) ?? [], answer]);
      lanes.submit(item.lane, item, { deadlineMs: item.deadlineMs }).then(note, (error: Error) => note('problem' in error ? String(error.problem) : error.message)).catch(() => undefined);
      expect(lanes.queued).toBeLessThanOrEqual(limits.maxQueued + limits.maxInFlight * limits.maxBatch);
      await timers.advance(item.pauseMs);
    }
    const closed = lanes.close();
    await timers.advance(6000);
    await closed;

    expect(answers.size).toBe(all.length);
    for (const { number, isPoison } of all) {
      const [answer, ...more] = answers.get(number) ?? [];
      expect(more).toEqual([]);
      expect(['overloaded', 'outcome-unknown', isPoison ? `poison ${number}` : `did ${number}`]).toContain(answer);
      if (answer === `did ${number}`) expect(kept.filter((item) => item.number === number)).toHaveLength(1);
      if (answer === 'overloaded') expect(kept.some((item) => item.number === number)).toBe(false);
    }
    for (const lane of ['a', 'b', 'c']) {
      const order = kept.filter((item) => item.lane === lane).map(({ number }) => number);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
    expect(seen.most).toBeLessThanOrEqual(limits.maxInFlight);
    expect(seen.mostOfLane).toBe(seen.longest === 0 ? 0 : 1);
    expect(seen.longest).toBeLessThanOrEqual(limits.maxBatch);
    expect(lanes.queued).toBe(0);
  }), { numRuns: 150 });
});
