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
  return { id: reportId(last.boot, 0), kind: 'launch-death', name: '', message: '', stack: '', where: last.phase, release: last.release, attempt: last.recoveriesUsed, unsentBefore: unsentWith(last.report) };
}

export function reportId(boot: string, count: number): string {
  return `${boot}-${count}`;
}

export function isOf(boot: string, report: CrashReport): boolean {
  return report.id.slice(0, boot.length + 1) === `${boot}-`;
}

/** Unsent reports, when this one gives way too. */
export function unsentWith(report: CrashReport | undefined): number {
  return report === undefined ? 0 : report.unsentBefore + 1;
}
