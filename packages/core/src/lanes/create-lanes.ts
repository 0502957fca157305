import type { Clock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';
import type { Timers } from '../kernel/timers.ts';
import { expiredError, overloadedError, retryAfterMs, unknownError } from './answers.ts';
import { backoffMs } from './backoff.ts';
import { createDeadlines } from './deadlines.ts';
import { type Batch, type Entry, Lane } from './lane.ts';
import type { BatchFailure, LaneLimits, Lanes } from './lanes.ts';
import { LinkedList } from './linked-list.ts';

export interface LanesSettings<Item, Outcome> {
  /** Does all items or none of them, and answers one outcome for each, in their order. It has to end: a lane waits for it. */
  apply(lane: string, items: readonly Item[]): Promise<readonly Outcome[]>;
  /** Of what `apply` threw. Never throws. */
  classify(error: unknown): BatchFailure;
  readonly limits: LaneLimits;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
}

export function createLanes<Item, Outcome>({ apply, classify, limits, clock, timers, random }: LanesSettings<Item, Outcome>): Lanes<Item, Outcome> {
  const lanes = new Map<string, Lane<Item, Outcome>>();
  const rota = new LinkedList<Lane<Item, Outcome>>();
  const deadlines = createDeadlines<Entry<Item, Outcome>>({ clock, timers, onExpired: expire });
  const drained = Promise.withResolvers<void>();
  let queued = 0;
  let underWay = 0;
  let isFlushing = false;
  let isClosing = false;

  function laneOf(name: string): Lane<Item, Outcome> {
    let lane = lanes.get(name);
    if (lane === undefined) lanes.set(name, lane = new Lane(name));
    return lane;
  }

  function makeReady(lane: Lane<Item, Outcome>): void {
    lane.state = 'ready';
    rota.append(lane);
    flushSoon();
  }

  function flushSoon(): void {
    if (isFlushing) return;
    isFlushing = true;
    // After what runs now: callers that are answered together, and ask again, are one batch and not a batch of one and one of the rest.
    void Promise.resolve().then(flush);
  }

  function flush(): void {
    isFlushing = false;
    deadlines.expireDue();
    while (underWay < limits.maxInFlight) {
      const lane = rota.takeFirst();
      if (lane === undefined) break;
      begin(lane);
    }
    if (isClosing && deadlines.size === 0 && underWay === 0) {
      deadlines.stop();
      drained.resolve();
    }
  }

  function begin(lane: Lane<Item, Outcome>): void {
    const batch = lane.take(limits.maxBatch);
    if (batch.length === 0) {
      lanes.delete(lane.name);
      return;
    }
    lane.state = 'under-way';
    queued -= batch.length;
    underWay += 1;
    for (const entry of batch) entry.state = 'sent';
    void send(lane, batch);
  }

  async function send(lane: Lane<Item, Outcome>, batch: Batch<Item, Outcome>): Promise<void> {
    try {
      succeeded(batch, await apply(lane.name, batch.map(({ item }) => item)));
      lane.reached();
    } catch (error) {
      failed(lane, batch, error);
    }
    underWay -= 1;
    if (lane.state === 'under-way') lane.state = 'idle';
    if (lane.state === 'idle' && !lane.isEmpty) makeReady(lane);
    if (lane.state === 'idle') lanes.delete(lane.name);
    flushSoon();
  }

  function succeeded(batch: Batch<Item, Outcome>, outcomes: readonly Outcome[]): void {
    const isWhole = outcomes.length === batch.length;
    batch.forEach((entry, index) => {
      if (!conclude(entry)) return;
      if (isWhole) entry.resolve(outcomes[index] as Outcome);
      else entry.reject(unknownError(`${outcomes.length} outcomes came back for ${batch.length} items.`, undefined));
    });
  }

  function failed(lane: Lane<Item, Outcome>, batch: Batch<Item, Outcome>, error: unknown): void {
    const failure = classify(error);
    if (failure === 'poisoned') {
      isolate(lane, batch, error);
      return;
    }
    lane.missed(error);
    if (failure === 'unknown') for (const entry of batch) entry.mayBeKept = true;
    putBack(lane, batch);
    lane.state = 'paused';
    timers.after(backoffMs(limits.backoffMs, lane.failures, random), () => makeReady(lane));
  }

  function isolate(lane: Lane<Item, Outcome>, batch: Batch<Item, Outcome>, error: unknown): void {
    lane.reached();
    const [alone] = batch;
    if (batch.length === 1 && alone !== undefined) {
      if (conclude(alone)) alone.reject(alone.mayBeKept ? unknownError('It may have been kept at first, and cannot be done again.', error) : error);
      return;
    }
    // Halves in their order, again and again, down to the one that is poison: its neighbours are done, at two batches more for each halving.
    const half = Math.ceil(batch.length / 2);
    putBack(lane, batch.slice(half));
    putBack(lane, batch.slice(0, half));
  }

  function putBack(lane: Lane<Item, Outcome>, batch: Batch<Item, Outcome>): void {
    const open = batch.filter(({ state }) => state !== 'answered');
    for (const entry of open) entry.state = 'again';
    queued += open.length;
    lane.putBack(open);
  }

  function expire(entry: Entry<Item, Outcome>): void {
    if (entry.state !== 'sent') queued -= 1;
    const error = expiredError(entry, retryAfterMs(limits, random));
    entry.lane.drop(entry);
    entry.state = 'answered';
    entry.reject(error);
    if (isClosing) flushSoon();
  }

  function conclude(entry: Entry<Item, Outcome>): boolean {
    // Its time ran out before.
    if (entry.state === 'answered') return false;
    entry.state = 'answered';
    deadlines.remove(entry);
    return true;
  }

  return {
    submit(name, item, { deadlineMs = limits.deadlineMs } = {}) {
      if (!(deadlineMs >= 0)) return Promise.reject(new RangeError(`a deadline is a number of milliseconds from 0, not ${deadlineMs}`));
      if (isClosing) return Promise.reject(overloadedError('This server is stopping.', retryAfterMs(limits, random)));
      if (queued >= limits.maxQueued) return Promise.reject(overloadedError(`${queued} others wait already.`, retryAfterMs(limits, random)));
      return new Promise((resolve, reject) => {
        const lane = laneOf(name);
        const dueAtMs = clock.nowMs() + deadlineMs;
        const entry: Entry<Item, Outcome> = { item, lane, resolve, reject, dueAtMs, state: 'waiting', mayBeKept: false, place: -1, previous: undefined, next: undefined };
        queued += 1;
        lane.append(entry);
        deadlines.add(entry);
        if (lane.state === 'idle') makeReady(lane);
      });
    },
    get queued() { return queued; },
    close() {
      isClosing = true;
      flushSoon();
      return drained.promise;
    },
  };
}
