import { setTimeout as sleep } from 'node:timers/promises';

export interface Arrivals {
  readonly perSecond: number;
  readonly durationMs: number;
}

/**
 * Callers that come at a fixed rate, however long the others wait.
 * @param act is told when it was due; it may begin later
 * @returns how long each waited since it should have come, in milliseconds
 */
export async function openLoop(act: (dueMs: number) => Promise<void>, { perSecond, durationMs }: Arrivals): Promise<readonly number[]> {
  const latenciesMs: number[] = [];
  const underWay: Promise<void>[] = [];
  const startedMs = performance.now();
  const total = (perSecond * durationMs) / 1000;
  for (let arrived = 0; arrived < total;) {
    const due = Math.min(total, ((performance.now() - startedMs) * perSecond) / 1000);
    for (; arrived < due; arrived++) {
      const dueMs = startedMs + (arrived * 1000) / perSecond;
      underWay.push(act(dueMs).then(() => { latenciesMs.push(performance.now() - dueMs); }));
    }
    await sleep(1);
  }
  await Promise.all(underWay);
  return latenciesMs;
}
