import type { Clock } from '../kernel/clock.ts';
import type { Timers } from '../kernel/timers.ts';
import { TimeHeap, type Timed } from './time-heap.ts';

/** A later deadline is looked at again after this. Platforms fire at once what is to wait for longer than 2^31 ms. */
const longestWaitMs = 60_000;

/** Tells of each member once, when its time is over. */
export interface Deadlines<T extends Timed> {
  readonly size: number;
  add(member: T): void;
  remove(member: T): void;
  /** Tells now of all whose time is over: a timer may be late. */
  expireDue(): void;
  /** Leaves no timer behind. */
  stop(): void;
}

export interface DeadlinesSettings<T> {
  readonly clock: Clock;
  readonly timers: Timers;
  /** It is no member any more when this is called. */
  onExpired(member: T): void;
}

/** One timer, for the earliest of all. It stays set when its member goes early: setting another for each would cost more than a vain wake-up. */
export function createDeadlines<T extends Timed>({ clock, timers, onExpired }: DeadlinesSettings<T>): Deadlines<T> {
  const heap = new TimeHeap<T>();
  let wakesAtMs = Infinity;
  let cancel: (() => void) | undefined;

  function wakeFor(earliest: T | undefined): void {
    if (earliest === undefined || earliest.dueAtMs >= wakesAtMs) return;
    cancel?.();
    const nowMs = clock.nowMs();
    wakesAtMs = Math.min(earliest.dueAtMs, nowMs + longestWaitMs);
    cancel = timers.after(Math.max(0, wakesAtMs - nowMs), wake);
  }

  function wake(): void {
    wakesAtMs = Infinity;
    expireDue();
    wakeFor(heap.first);
  }

  function expireDue(): void {
    const nowMs = clock.nowMs();
    for (let due = heap.first; due !== undefined && due.dueAtMs <= nowMs; due = heap.first) {
      heap.remove(due);
      onExpired(due);
    }
  }

  return {
    get size() { return heap.size; },
    add(member) {
      heap.add(member);
      wakeFor(heap.first);
    },
    remove: (member) => heap.remove(member),
    expireDue,
    stop() {
      cancel?.();
      wakesAtMs = Infinity;
    },
  };
}
