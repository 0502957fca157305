import type { LiveState } from '../api/live-stream.ts';
import type { Problem } from '../api/problem.ts';
import type { Resource } from '../api/resource.ts';
import { formatClockSeconds } from './format.ts';

/** What a panel may honestly show. Emptiness is the panel's own matter: only it knows the line that would fill it. */
export type FrameView =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly headline: string; readonly next: string }
  /** `stale` says since when, where the numbers can no longer be called current. */
  | { readonly kind: 'shown'; readonly stale?: string };

/** Older than this, a number is no longer "now": two missed loads of the fallback. */
const freshForMs = 35_000;

export function frameView(resource: Resource<unknown>, connection: LiveState['connection'], nowMs: number): FrameView {
  const { receivedAtMs, problem } = resource;
  if (receivedAtMs === undefined) return problem === undefined ? { kind: 'loading' } : failedView(problem, resource.retryAtMs, nowMs);
  if (connection === 'down') return { kind: 'shown', stale: `as of ${formatClockSeconds(receivedAtMs)}, reconnecting` };
  if (problem !== undefined || nowMs - receivedAtMs > freshForMs) return { kind: 'shown', stale: `as of ${formatClockSeconds(receivedAtMs)}, reading again` };
  return { kind: 'shown' };
}

function failedView(problem: Problem, retryAtMs: number | undefined, nowMs: number): FrameView {
  const seconds = Math.max(0, Math.ceil(((retryAtMs ?? nowMs) - nowMs) / 1_000));
  const retry = seconds === 0 ? 'Trying again now.' : `Trying again in ${seconds} s.`;
  // What the server tells programs about trying again, this page does by itself.
  const remedy = problem.retryable && problem.status > 0 ? undefined : problem.remedy;
  return { kind: 'failed', headline: sentence(problem.detail ?? problem.title), next: [remedy, retry].filter((part) => part !== undefined).join(' ') };
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
