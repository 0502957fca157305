import { installPattern } from '../messages/chat.ts';
import { compareTimes, type HybridTime, maxMs, tick } from './hybrid-time.ts';

/**
 * When and where a value was written, as text that sorts as it compares: 12 hexadecimal digits of milliseconds, 4 of the counter, and the
 * install, such as `019b3f5a7c00-0000-phone`. No two writes of one install have the same.
 */
export type Stamp = string;

/** How far a client's clock may be ahead of the server's. NTP keeps machines within 0.25 s; phones are off by minutes. */
export const maxAheadMs = 60_000;

const pattern = /^([0-9a-f]{12})-([0-9a-f]{4})-([A-Za-z0-9_-]{1,64})$/;

export function stampOf({ ms, count }: HybridTime, install: string): Stamp {
  return `${ms.toString(16).padStart(12, '0')}-${count.toString(16).padStart(4, '0')}-${install}`;
}

/** Undefined for a text that is no stamp. */
export function parseStamp(text: string): { readonly time: HybridTime; readonly install: string } | undefined {
  const [, ms = '', count = '', install = ''] = pattern.exec(text) ?? [];
  return installPattern.test(install) ? { time: { ms: Number.parseInt(ms, 16), count: Number.parseInt(count, 16) }, install } : undefined;
}

/** Negative when the first is earlier. Installs decide between equal times, byte by byte, so that everyone decides alike. */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The first stamp of this install that is later than the one it has seen, and not before now. */
export function stampAfter(seen: Stamp, nowMs: number, install: string): Stamp {
  return stampOf(tick(partsOf(seen).time, nowMs), install);
}

/** The stamp itself, or the latest that is believed: a clock that is far ahead would win every race until the real time has come there. */
export function pullBack(stamp: Stamp, nowMs: number): Stamp {
  const { time, install } = partsOf(stamp);
  const bound: HybridTime = { ms: Math.min(maxMs, Math.floor(nowMs) + maxAheadMs), count: 0 };
  return compareTimes(time, bound) > 0 ? stampOf(bound, install) : stamp;
}

/** Who wrote it. */
export function installOf(stamp: Stamp): string {
  return partsOf(stamp).install;
}

function partsOf(stamp: Stamp) {
  const parts = parseStamp(stamp);
  if (parts === undefined) throw new RangeError('Stamps are looked at when they come in.');
  return parts;
}
