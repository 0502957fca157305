import type { AppVisibility } from '../ports/device.ts';
import type { Capsule } from './capsule.ts';
import type { CrashReport } from './crash-report.ts';
import { maxRecoveries, type StartPlan } from './ladder.ts';

export interface Run {
  readonly release: string;
  readonly boot: string;
  readonly visibility: AppVisibility;
}

/** The capsule that a run begins with: what it inherits at its step of the ladder. */
export function beginRun(last: Capsule | undefined, plan: StartPlan, run: Run): Capsule {
  const restoresPlace = plan.step === 'normal' || plan.step === 'restore-all';
  return {
    ...run,
    bootCount: (last?.bootCount ?? 0) + 1,
    phase: 'launching',
    evidence: 'none',
    recoveriesUsed: plan.attempt,
    safeRelease: plan.attempt === maxRecoveries ? run.release : undefined,
    navigation: restoresPlace ? last?.navigation : undefined,
    // Kept until it is in the hands of the drafts, for this start may die before them.
    composer: last?.composer ?? {},
    report: plan.didLastRunCrash && last !== undefined ? reportOf(last) : last?.report,
  };
}

// A run that left no report of its own died without being able to.
function reportOf(last: Capsule): CrashReport {
  if (last.report !== undefined && isOf(last.boot, last.report)) return last.report;
  return reportOn(last, 0, { kind: 'launch-death', name: '', message: '', stack: '', where: last.phase });
}

/** What this run tells, in place of a report that is unsent. @param count of the run's reports, 0 for the one that it could not make itself */
export function reportOn({ boot, release, recoveriesUsed, report }: Capsule, count: number, what: Pick<CrashReport, 'kind' | 'name' | 'message' | 'stack' | 'where'>): CrashReport {
  return { ...what, id: `${boot}-${count}`, release, attempt: recoveriesUsed, unsentBefore: report === undefined ? 0 : report.unsentBefore + 1 };
}

export function isOf(boot: string, report: CrashReport): boolean {
  return report.id.slice(0, boot.length + 1) === `${boot}-`;
}
