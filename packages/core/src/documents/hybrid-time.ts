/**
 * A hybrid logical clock: near to real time, and later than everything its owner has seen.
 * @see Kulkarni, Demirbas, Madappa, Avva, Leone, "Logical Physical Clocks" (OPODIS 2014), figure 5
 */
export interface HybridTime {
  /** Milliseconds since the Unix epoch, 0 to 2^48 - 1. */
  readonly ms: number;
  /** Counts what happened within the same millisecond, 0 to 65,535. */
  readonly count: number;
}

export const maxMs = 2 ** 48 - 1;
export const maxCount = 2 ** 16 - 1;

/** Before everything. */
export const genesisTime: HybridTime = { ms: 0, count: 0 };

/** The time of something that is written now, by one whose latest time was this. */
export function tick(latest: HybridTime, nowMs: number): HybridTime {
  const ms = Math.floor(nowMs);
  return ms > latest.ms ? { ms, count: 0 } : after(latest);
}

/** The time of having seen `seen`: later than that, than the own latest, and not before now. */
export function receive(latest: HybridTime, seen: HybridTime, nowMs: number): HybridTime {
  return tick(compareTimes(latest, seen) < 0 ? seen : latest, nowMs);
}

/** Negative when the first is earlier. */
export function compareTimes(a: HybridTime, b: HybridTime): number {
  return a.ms - b.ms || a.count - b.count;
}

/** A full counter borrows from the next millisecond. */
function after({ ms, count }: HybridTime): HybridTime {
  return count < maxCount ? { ms, count: count + 1 } : { ms: ms + 1, count: 0 };
}
