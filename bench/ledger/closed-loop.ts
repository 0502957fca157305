import type { Contestant } from './contestant.ts';
import type { Traffic } from './traffic.ts';

export interface LoopResult {
  readonly payments: number;
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
}

/** Each caller pays, waits for the answer and pays again, until the time is over. */
export async function closedLoop({ pay }: Pick<Contestant, 'pay'>, traffic: Traffic, { callers, durationMs }: { readonly callers: number; readonly durationMs: number }): Promise<LoopResult> {
  const latenciesMs: number[] = [];
  const startedMs = performance.now();
  const caller = async () => {
    for (let nowMs = performance.now(); nowMs - startedMs < durationMs;) {
      await pay(traffic());
      const doneMs = performance.now();
      latenciesMs.push(doneMs - nowMs);
      nowMs = doneMs;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { payments: latenciesMs.length, perSecond: (latenciesMs.length / (performance.now() - startedMs)) * 1000, latenciesMs };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
