import { isDeepStrictEqual } from 'node:util';
import type { StartStep } from '@sora/client';
import type { Checks } from '../checks.ts';
import type { StartWord } from './fatal-app.ts';

export type Start = Extract<StartWord, { readonly kind: 'step' }>;

/** What was seen of an app that dies at every start, then is started well, then gets a new release. */
export interface FatalSeries {
  readonly starts: readonly Start[];
  /** What lies in the outbox, before and after. */
  readonly outbox: { readonly before: unknown; readonly after: unknown };
  /** A start that does not die, of the same release, and what it left unsent. */
  readonly well: { readonly start: Start | undefined; readonly left: number | undefined };
  readonly sent: readonly string[];
  readonly expected: readonly string[];
  readonly nextRelease: Start | undefined;
}

const recoveries: readonly StartStep[] = ['restore-all', 'restore-little', 'safe-home'];

/** Exactly three recoveries, each with less, then the safe home for as long as it goes on; whatever happens, the outbox stays, and is sent from there. */
export function checkFatalSeries(checks: Checks, about: string, { starts, outbox, well, sent, expected, nextRelease }: FatalSeries): void {
  checks.equal(`${about}: exactly three recoveries, each with less, then the safe home`, starts.map(({ step }) => step), ['normal', ...recoveries, ...Array.from({ length: starts.length - 4 }, () => 'safe-home')]);
  checks.equal(`${about}: three starts were recoveries`, starts.map(({ isRecovery }, at) => (isRecovery ? at : -1)).filter((at) => at >= 0), [1, 2, 3]);
  checks.holds(`${about}: the outbox lies there as before, byte by byte`, isDeepStrictEqual(outbox.after, outbox.before) && Array.isArray(outbox.before) && outbox.before.length === expected.length, outbox);
  checks.equal(`${about}: it stays at its safe home, and sends from there all that waits, in order and once`, [well.start?.step, well.left, sent], ['safe-home', 0, expected]);
  checks.equal(`${about}: a new release ends the safe starts`, nextRelease?.step, 'normal');
}

/** Being killed in the background, closed or reloaded is part of the life of an app. */
export function checkNoCrashLoop(checks: Checks, about: string, starts: readonly Start[]): void {
  checks.equal(`${about}: ${starts.length} starts, none of them a recovery`, starts.map(({ step, isRecovery }) => (isRecovery ? `recovery ${step}` : step)), starts.map(() => 'normal'));
}
