import type { Capsule } from './capsule.ts';
import { judgeRun } from './judge-run.ts';

/** What a start restores. What the user has typed and what waits to be sent is restored at every step. */
export type StartStep =
  | 'normal'
  /** Everything once more: most crashes are a matter of chance. */
  | 'restore-all'
  /** Without the place where the user was, and with volatile caches cleared. */
  | 'restore-little'
  /** A home that shows nothing restored; the outbox goes on sending. */
  | 'safe-home';

export interface StartPlan {
  readonly step: StartStep;
  /** Steps taken since the app last ran well, this one included: 0 to 3. */
  readonly attempt: number;
  /** This start is a recovery; otherwise it goes on at the step that the last one was at. */
  readonly isRecovery: boolean;
  readonly didLastRunCrash: boolean;
}

const steps: readonly StartStep[] = ['normal', 'restore-all', 'restore-little', 'safe-home'];
export const maxRecoveries = 3;

/** Exactly three recoveries, each with less; then the app stays at its safe home until its release changes or the user acts. */
export function decideStart(last: Capsule | undefined, now: { readonly release: string; readonly hasScreen: boolean }): StartPlan {
  if (last === undefined) return planOf(0, false, false);
  const outcome = judgeRun(last, now.hasScreen);
  const didCrash = outcome === 'crashed';
  if (last.release !== now.release) return planOf(0, false, didCrash);
  if (last.safeRelease === now.release) return planOf(maxRecoveries, false, didCrash);
  if (!didCrash) return planOf(outcome === 'unsure' ? last.recoveriesUsed : 0, false, false);
  return planOf(last.phase === 'calm' ? 1 : Math.min(last.recoveriesUsed + 1, maxRecoveries), true, true);
}

function planOf(attempt: number, isRecovery: boolean, didLastRunCrash: boolean): StartPlan {
  return { step: steps[attempt] ?? 'safe-home', attempt, isRecovery, didLastRunCrash };
}
