import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Prevents the compiler from dropping work whose result nobody reads. */
let sink = 0;

/** Nanoseconds per call of `work`, which receives the number of its call. */
export function nanosecondsPer(calls: number, work: (call: number) => number | void): number {
  const startedMs = performance.now();
  for (let call = 0; call < calls; call++) sink += work(call) ?? 0;
  return ((performance.now() - startedMs) / calls) * 1e6;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Medians of both, measured in turns, so that a slow moment of the machine falls on either; the first round warms up. */
export async function alternating(rounds: number, ours: () => Promise<number>, peer: () => Promise<number>): Promise<{ readonly ours: number; readonly peer: number }> {
  const times: { readonly ours: number; readonly peer: number }[] = [];
  for (let round = 0; round <= rounds; round++) times.push({ ours: await ours(), peer: await peer() });
  const counted = times.slice(1);
  return { ours: median(counted.map((time) => time.ours)), peer: median(counted.map((time) => time.peer)) };
}

/** Bytes of heap and array buffers still reachable. */
export function reachableBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  // Twice, since array buffers are given back after the objects that held them.
  if (typeof collect === 'function') for (let round = 0; round < 2; round++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
