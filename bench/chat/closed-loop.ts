import { closedLoop as loop, percentile } from '../ledger/closed-loop.ts';

export interface Pace {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The closed loop of the ledger's benchmark, summed up. */
export async function closedLoop(act: () => Promise<void>, options: { readonly callers: number; readonly durationMs: number }): Promise<Pace> {
  const { perSecond, latenciesMs } = await loop(act, options);
  return { perSecond, p50Ms: percentile(latenciesMs, 0.5), p99Ms: percentile(latenciesMs, 0.99) };
}
