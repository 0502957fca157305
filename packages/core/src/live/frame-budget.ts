export interface FrameRate {
  readonly perSecond: number;
  /** So many at once are fine. */
  readonly burst: number;
}

/** How many frames a client may still send: refilled evenly, up to `burst`. */
export interface FrameBudget {
  /** False when it is spent. */
  take(nowMs: number): boolean;
}

export function createFrameBudget({ perSecond, burst }: FrameRate, nowMs: number): FrameBudget {
  let [left, filledAtMs] = [burst, nowMs];
  return {
    take(atMs) {
      left = Math.min(burst, left + (Math.max(0, atMs - filledAtMs) * perSecond) / 1_000);
      filledAtMs = Math.max(filledAtMs, atMs);
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
