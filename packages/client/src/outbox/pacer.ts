import type { Clock, Random } from '@sora/core';
import { type Pace, unhindered } from './outbox-book.ts';
import type { DeliveryOutcome } from './delivery.ts';
import { retryPause } from './retry-pause.ts';

type Later = DeliveryOutcome & { readonly kind: 'later' };

/** When the next try may be, for each item and for all of them. */
export interface Pacer {
  /** Before this nothing is tried, by the monotonic clock. */
  readonly notBeforeMs: number;
  /** While nothing gets through, one is tried at a time: the others keep what only an untried item has. */
  readonly maxInFlight: number;
  /** The server decided: it can be reached. */
  succeeded(): void;
  failed(entry: Pace, outcome: Later): void;
  /** It could not be tried. */
  wait(pace: Pace): void;
  /** The device says that things may be better: what waits for a time of our choice need not. At most once a second. */
  hasten(entries: readonly Pace[]): void;
}

const maxInFlight = 4;
const hastenEveryMs = 1_000;

export function createPacer({ monotonic, random }: { readonly monotonic: Clock; readonly random: Random }): Pacer {
  const all: Pace = { ...unhindered };
  let hastenedAtMs = -Infinity;
  const succeeded = () => { Object.assign(all, unhindered); };
  const delay = (pace: Pace, cause?: Later['cause'], retryAfterMs?: number) => {
    pace.failures += 1;
    const nowMs = monotonic.nowMs();
    const { pauseMs, floorMs } = retryPause({ failures: pace.failures, isEverybody: cause === 'server', retryAfterMs }, random);
    pace.notBeforeMs = nowMs + pauseMs;
    pace.floorMs = Math.max(pace.floorMs, nowMs + floorMs);
  };
  return {
    get notBeforeMs() { return Math.max(all.notBeforeMs, all.floorMs); },
    get maxInFlight() { return all.failures === 0 ? maxInFlight : 1; },
    succeeded,
    failed(entry, { cause, retryAfterMs }) {
      if (cause === 'pace') succeeded();
      else delay(all, cause, retryAfterMs);
      delay(entry, cause, retryAfterMs);
    },
    wait: (pace) => { delay(pace); },
    hasten(entries) {
      const nowMs = monotonic.nowMs();
      if (nowMs - hastenedAtMs < hastenEveryMs) return;
      hastenedAtMs = nowMs;
      [all, ...entries].forEach((pace) => { pace.notBeforeMs = -Infinity; });
    },
  };
}
