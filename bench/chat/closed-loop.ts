import { percentile } from '../ledger/closed-loop.ts';

export interface Pace {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Each caller acts, waits for the answer and acts again, until the time is over. */
export async function closedLoop(act: () => Promise<void>, { callers, durationMs }: { readonly callers: number; readonly durationMs: number }): Promise<Pace> {
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
  return {
    perSecond: (latenciesMs.length / (performance.now() - startedMs)) * 1000,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
  };
}
