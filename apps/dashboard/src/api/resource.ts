import { backoffMs } from './backoff.ts';
import type { Problem } from './problem.ts';

/** What the page knows of one answer: the last good one stays, whatever fails after it. */
export interface Resource<T> {
  readonly value?: T;
  /** By this browser's clock, so that ages do not depend on the server's. */
  readonly receivedAtMs?: number;
  /** Of the last attempt, when it failed. */
  readonly problem?: Problem;
  readonly failures: number;
  readonly retryAtMs?: number;
}

export const untouched: Resource<never> = { failures: 0 };

export function received<T>(value: T, nowMs: number): Resource<T> {
  return { value, receivedAtMs: nowMs, failures: 0 };
}

export function refused<T>(before: Resource<T>, problem: Problem, { nowMs, random }: { readonly nowMs: number; readonly random: number }): Resource<T> {
  const failures = before.failures + 1;
  const pauseMs = Math.max(backoffMs(failures, random), problem.retryAfterMs ?? 0);
  return { ...before, problem, failures, retryAtMs: nowMs + pauseMs };
}
