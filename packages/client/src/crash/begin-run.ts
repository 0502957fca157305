import type { AppVisibility } from '../ports/device.ts';
import type { Capsule } from './capsule.ts';
import type { CrashReporter } from './crash-reporter.ts';
import { maxRecoveries, type StartPlan } from './ladder.ts';

export interface Run {
  readonly release: string;
  readonly boot: string;
  readonly reporter: CrashReporter | undefined;
  readonly visibility: AppVisibility;
}

/** The capsule that a run begins with: what it inherits at its step of the ladder. */
export function beginRun(last: Capsule | undefined, plan: StartPlan, { reporter, ...run }: Run): Capsule {
  const restoresPlace = plan.step === 'normal' || plan.step === 'restore-all';
  return {
    ...run,
    phase: 'launching',
    evidence: 'none',
    recoveriesUsed: plan.attempt,
    safeRelease: plan.attempt === maxRecoveries ? run.release : undefined,
    navigation: restoresPlace ? last?.navigation : undefined,
    // Kept until it is in the hands of the drafts, for this start may die before them.
    composer: last?.composer ?? {},
    report: plan.didLastRunCrash && last !== undefined ? reporter?.died(last) : last?.report,
  };
}
