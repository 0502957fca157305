/** Counts acknowledgements, and the time between them. */
export interface Pulse {
  readonly count: number;
  beat(): void;
  /** Since it was asked before, the time until now included. */
  longestGapMs(): number;
}

export function createPulse(): Pulse {
  const state = { count: 0, lastAtMs: performance.now(), longestMs: 0 };
  const note = () => {
    const nowMs = performance.now();
    state.longestMs = Math.max(state.longestMs, nowMs - state.lastAtMs);
    return nowMs;
  };
  return {
    get count() { return state.count; },
    beat() {
      state.lastAtMs = note();
      state.count += 1;
    },
    longestGapMs() {
      note();
      const { longestMs } = state;
      state.longestMs = 0;
      return longestMs;
    },
  };
}
