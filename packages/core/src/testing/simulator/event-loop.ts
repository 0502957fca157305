import type { Clock } from '../../kernel/clock.ts';
import type { Timers } from '../../kernel/timers.ts';
import { TimeHeap, type Timed } from '../../lanes/time-heap.ts';

/** Links of a chain of promises that have time to run between two events. Lanes need four. */
const links = 8;

interface VirtualEvent extends Timed {
  readonly run: () => void;
}

/** Virtual time: it passes from event to event, and nothing else happens in between. */
export interface EventLoop extends Clock, Timers {
  /** To be called by an event that settles a promise or submits to lanes: what follows from that happens before the next event. */
  stir(): void;
  /** Runs events in the order of their time until that is so. False when no event is left before. */
  runUntil(isSo: () => boolean): Promise<boolean>;
}

export function eventLoop(startMs: number): EventLoop {
  const events = new TimeHeap<VirtualEvent>();
  let nowMs = startMs;
  let isStirred = false;
  return {
    nowMs: () => nowMs,
    after(delayMs, run) {
      const event: VirtualEvent = { dueAtMs: nowMs + delayMs, run, place: -1 };
      events.add(event);
      return () => events.remove(event);
    },
    stir() { isStirred = true; },
    async runUntil(isSo) {
      while (!isSo()) {
        const event = events.first;
        if (event === undefined) return false;
        events.remove(event);
        nowMs = event.dueAtMs;
        event.run();
        if (isStirred) {
          isStirred = false;
          for (let link = 0; link < links; link++) await Promise.resolve();
        }
      }
      return true;
    },
  };
}
