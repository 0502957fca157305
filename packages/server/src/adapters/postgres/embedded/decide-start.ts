import type { PostmasterPid } from './postmaster-pid.ts';
import type { ProcessState } from './process-state.ts';

/** What a connection with our password to the port in `postmaster.pid` met. */
export type ProbeResult = 'ours' | 'wrong-password' | 'other-cluster' | 'no-answer' | 'not-tried';

export interface ClusterFacts {
  /** Content of `PG_VERSION`; undefined where there is no cluster. */
  readonly foundMajor: string | undefined;
  readonly wantedMajor: string;
  readonly hasPassword: boolean;
  readonly pidFile: PostmasterPid | 'garbled' | undefined;
  /** What lives under the process id of the pid file. */
  readonly process: ProcessState;
  readonly probe: ProbeResult;
}

export type StartDecision =
  | { readonly kind: 'refuse'; readonly reason: 'other-version' | 'password-missing' | 'password-wrong' }
  | { readonly kind: 'init' }
  | { readonly kind: 'adopt'; readonly pid: number; readonly port: number }
  /** It is coming up or going down; look again. */
  | { readonly kind: 'wait'; readonly pid: number }
  /** With `disarmPid` there is a stale pid file that would stand in its way. */
  | { readonly kind: 'start'; readonly disarmPid: boolean };

/** What to do to have this cluster running. Asked again after each step, until the answer is `adopt` or `refuse`. */
export function decideStart(facts: ClusterFacts): StartDecision {
  if (facts.foundMajor === undefined) return { kind: 'init' };
  if (facts.foundMajor !== facts.wantedMajor) return { kind: 'refuse', reason: 'other-version' };
  if (!facts.hasPassword) return { kind: 'refuse', reason: 'password-missing' };
  if (facts.pidFile === undefined) return { kind: 'start', disarmPid: false };
  return facts.pidFile === 'garbled' ? { kind: 'start', disarmPid: true } : decideByProcess(facts, facts.pidFile);
}

function decideByProcess({ process, probe }: ClusterFacts, { pid, port }: PostmasterPid): StartDecision {
  if (process === 'gone' || process === 'other') return { kind: 'start', disarmPid: true };
  if (probe === 'ours') return { kind: 'adopt', pid, port };
  // A process that may not be looked at and does not answer as ours: PostgreSQL's own interlocks decide.
  if (process === 'unknown') return { kind: 'start', disarmPid: false };
  return probe === 'wrong-password' ? { kind: 'refuse', reason: 'password-wrong' } : { kind: 'wait', pid };
}
