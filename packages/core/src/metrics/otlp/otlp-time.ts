import { maxAgeMs } from '../parse-sample.ts';
import type { RefusalReason } from './otlp-refusals.ts';

/** How far ahead a sender's clock may run. */
export const maxAheadMs = 5 * 60 * 1000;

export type PointTime = { readonly kind: 'taken'; readonly atMs: number } | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly example?: string };

/** A data point belongs to the slot of its own time, if that is neither missing, nor older than 24 h, nor more than 5 min ahead. */
export function pointTime(timeUnixNano: bigint, receivedAtMs: number): PointTime {
  if (timeUnixNano === 0n) return { kind: 'refused', reason: 'no-time' };
  const atMs = Number(timeUnixNano / 1_000_000n);
  const ageMs = receivedAtMs - atMs;
  if (ageMs > maxAgeMs) return { kind: 'refused', reason: 'too-old', example: `${duration(ageMs)} old` };
  if (ageMs < -maxAheadMs) return { kind: 'refused', reason: 'future', example: `${duration(-ageMs)} ahead` };
  return { kind: 'taken', atMs };
}

function duration(ms: number): string {
  const hours = ms / 3_600_000;
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  return hours >= 1 ? `${hours.toFixed(1)} hours` : `${Math.round(ms / 60_000)} minutes`;
}
