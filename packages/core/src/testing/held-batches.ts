import { createLanes } from '../lanes/create-lanes.ts';
import type { BatchFailure, LaneLimits, Lanes } from '../lanes/lanes.ts';
import { fakeClock } from './fake-clock.ts';
import { fakeTimers, type FakeTimers } from './fake-timers.ts';
import { seededRandom } from './seeded-random.ts';

/** A batch that waits for the test to say how it ends. */
export interface HeldBatch {
  readonly lane: string;
  readonly items: readonly string[];
  /** Default: each item's outcome is `did ITEM`. */
  answer(outcomes?: readonly string[]): Promise<void>;
  fail(failure: BatchFailure, error?: Error): Promise<void>;
}

export interface HeldLanes {
  readonly lanes: Lanes<string, string>;
  readonly timers: FakeTimers;
  /** Every batch so far, in the order in which they were sent. */
  readonly sent: readonly HeldBatch[];
  /** Items of every batch so far, such as `a b`. */
  readonly told: () => readonly string[];
  /** The batch that was sent last. */
  readonly last: () => HeldBatch;
  /** Submits each and answers how each ends: its outcome, or the problem code or message of its refusal. */
  submit(lane: string, items: string, deadlineMs?: number): Promise<readonly string[]>;
}

export const laneLimits: LaneLimits = { maxBatch: 100, maxQueued: 1000, maxInFlight: 2, deadlineMs: 10_000, backoffMs: { first: 50, max: 1000 } };

/** Lanes whose batches the test holds in its hand. */
export function heldLanes(limits: Partial<LaneLimits> = {}): HeldLanes {
  const clock = fakeClock();
  const timers = fakeTimers(clock);
  const sent: HeldBatch[] = [];
  const failures = new WeakMap<Error, BatchFailure>();
  const apply = (lane: string, items: readonly string[]) => new Promise<readonly string[]>((resolve, reject) => {
    sent.push({
      lane,
      items,
      answer(outcomes = items.map((item) => `did ${item}`)) {
        resolve(outcomes);
        return timers.advance(0);
      },
      fail(failure, error = new Error(failure)) {
        failures.set(error, failure);
        reject(error);
        return timers.advance(0);
      },
    });
  });
  const classify = (error: unknown) => failures.get(error as Error) ?? 'not-done';
  const lanes = createLanes<string, string>({ apply, classify, limits: { ...laneLimits, ...limits }, clock, timers, random: seededRandom(1) });
  return {
    lanes,
    timers,
    sent,
    told: () => sent.map(({ items }) => items.join(' ')),
    last: () => sent.at(-1) ?? missing(),
    submit: (lane, items, deadlineMs) => Promise.all(items.split(' ').map((item) => lanes.submit(lane, item, deadlineMs === undefined ? {} : { deadlineMs }).catch(wordOf))),
  };
}

function wordOf(error: unknown): string {
  const { problem, message } = error as Error & { readonly problem?: string };
  return problem ?? message;
}

function missing(): never {
  throw new Error('No batch was sent.');
}
