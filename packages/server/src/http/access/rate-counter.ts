import { LRUCache } from 'lru-cache';

/** Counts what each sender does, in windows that begin with its first deed. */
export interface RateCounter {
  /** Counts one more. @returns how long to wait, in milliseconds, when that is too many; else undefined */
  count(key: string): number | undefined;
  /** As `count`, of the next one, which is not counted. */
  peek(key: string): number | undefined;
}

export interface RateLimit {
  /** So many are allowed in a window. */
  readonly max: number;
  readonly windowMs: number;
  /** How many senders are remembered; of more, those silent longest are forgotten. */
  readonly senders: number;
}

interface Window {
  count: number;
  readonly endsAtMs: number;
}

/** Without promises: it stands before each of a device's frames, thousands a second. */
export function createRateCounter({ max, windowMs, senders }: RateLimit): RateCounter {
  const windows = new LRUCache<string, Window>({ max: senders });
  const current = (key: string, nowMs: number) => {
    const window = windows.get(key);
    return window === undefined || window.endsAtMs <= nowMs ? undefined : window;
  };
  return {
    count(key) {
      const nowMs = Date.now();
      const window = current(key, nowMs);
      if (window === undefined) {
        windows.set(key, { count: 1, endsAtMs: nowMs + windowMs });
        return undefined;
      }
      window.count += 1;
      return window.count > max ? window.endsAtMs - nowMs : undefined;
    },
    peek(key) {
      const nowMs = Date.now();
      const window = current(key, nowMs);
      return window !== undefined && window.count >= max ? window.endsAtMs - nowMs : undefined;
    },
  };
}
