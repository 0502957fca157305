export interface LoopResult {
  readonly calls: number;
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
}

/** Each caller acts, waits for the answer and acts again, until the time is over. */
export async function closedLoop(act: () => Promise<void>, { callers, durationMs }: { readonly callers: number; readonly durationMs: number }): Promise<LoopResult> {
  const latenciesMs: number[] = [];
  const startedMs = performance.now();
  const caller = async () => {
    for (let nowMs = performance.now(); nowMs - startedMs < durationMs;) {
      await act();
      const doneMs = performance.now();
      latenciesMs.push(doneMs - nowMs);
      nowMs = doneMs;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { calls: latenciesMs.length, perSecond: (latenciesMs.length / (performance.now() - startedMs)) * 1000, latenciesMs };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
