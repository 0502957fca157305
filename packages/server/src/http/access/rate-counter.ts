/** Counts what each sender does in windows of time that are the same for all. */
export interface RateCounter {
  /** Counts one more, or what weighs as much as several. @returns how long to wait, in milliseconds, when that is too many; else undefined */
  count(key: string, weight?: number): number | undefined;
  /** As `count`, of the next one, which is not counted. */
  peek(key: string): number | undefined;
}

export interface RateLimit {
  /** So many are allowed in a window. */
  readonly max: number;
  readonly windowMs: number;
  /** How many senders are remembered; when there are more, all begin anew. */
  readonly senders: number;
}

/**
 * One map a window and a number a sender: it stands before each of a device's frames, thousands a second, where a window of
 * each sender's own in a cache by use took 1.5 µs. Around the end of a window a sender can do twice as much; so it could with its own.
 */
export function createRateCounter({ max, windowMs, senders }: RateLimit): RateCounter {
  let counts = new Map<string, number>();
  let endsAtMs = 0;
  const countOf = (key: string, nowMs: number): number => {
    if (nowMs >= endsAtMs) {
      counts = new Map();
      endsAtMs = nowMs + windowMs;
    }
    return counts.get(key) ?? 0;
  };
  return {
    count(key, weight = 1) {
      const nowMs = Date.now();
      const before = countOf(key, nowMs);
      const count = before + weight;
      if (before === 0 && counts.size >= senders) counts = new Map();
      counts.set(key, count);
      return count > max ? endsAtMs - nowMs : undefined;
    },
    peek(key) {
      const nowMs = Date.now();
      return countOf(key, nowMs) >= max ? endsAtMs - nowMs : undefined;
    },
  };
}
