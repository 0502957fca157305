import type { Clock, Random } from '@sora/core';
import type { BookEntry } from './outbox-book.ts';
import type { DeliveryOutcome } from './delivery.ts';
import { retryPause } from './retry-pause.ts';

/** When the next try may be, for each item and for all of them, and what is known of the network. */
export interface Pacer {
  /** Before this nothing is tried, by the monotonic clock. */
  readonly notBeforeMs: number;
  /** While nothing gets through, one is tried at a time: the others keep what only an untried item has. */
  readonly maxInFlight: number;
  readonly lastAnswerAtMs: number | undefined;
  readonly failingSinceMs: number | undefined;
  /** The server decided: it can be reached. */
  succeeded(): void;
  failed(entry: BookEntry, outcome: DeliveryOutcome & { readonly kind: 'later' }): void;
  /** It was not tried: the device did not keep a note. */
  wait(entry: BookEntry): void;
  /** The device says that things may be better: what waits for a time of our choice need not. At most once a second. */
  hasten(entries: readonly BookEntry[]): void;
}

const maxInFlight = 4;
const hastenEveryMs = 1_000;

export function createPacer({ monotonic, random }: { readonly monotonic: Clock; readonly random: Random }): Pacer {
  let failures = 0;
  let notBeforeMs = -Infinity;
  let floorMs = -Infinity;
  let hastenedAtMs = -Infinity;
  let lastAnswerAtMs: number | undefined;
  let failingSinceMs: number | undefined;
  const succeeded = () => {
    [failures, notBeforeMs, floorMs, failingSinceMs] = [0, -Infinity, -Infinity, undefined];
    lastAnswerAtMs = monotonic.nowMs();
  };
  return {
    get notBeforeMs() { return Math.max(notBeforeMs, floorMs); },
    get maxInFlight() { return failures === 0 ? maxInFlight : 1; },
    get lastAnswerAtMs() { return lastAnswerAtMs; },
    get failingSinceMs() { return failingSinceMs; },
    succeeded,
    failed(entry, { cause, retryAfterMs }) {
      const nowMs = monotonic.nowMs();
      if (cause === 'pace') succeeded();
      else {
        failures += 1;
        failingSinceMs ??= nowMs;
        if (cause === 'server') lastAnswerAtMs = nowMs;
        const all = retryPause({ failures, isEverybody: cause === 'server', retryAfterMs }, random);
        notBeforeMs = nowMs + all.pauseMs;
        floorMs = Math.max(floorMs, nowMs + all.floorMs);
      }
      entry.failures += 1;
      const own = retryPause({ failures: entry.failures, isEverybody: cause === 'server', retryAfterMs }, random);
      entry.notBeforeMs = nowMs + own.pauseMs;
      entry.floorMs = nowMs + own.floorMs;
    },
    wait(entry) {
      entry.failures += 1;
      entry.notBeforeMs = monotonic.nowMs() + retryPause({ failures: entry.failures, isEverybody: false, retryAfterMs: undefined }, random).pauseMs;
    },
    hasten(entries) {
      const nowMs = monotonic.nowMs();
      if (nowMs - hastenedAtMs < hastenEveryMs) return;
      hastenedAtMs = nowMs;
      notBeforeMs = -Infinity;
      entries.forEach((entry) => { entry.notBeforeMs = -Infinity; });
    },
  };
}
