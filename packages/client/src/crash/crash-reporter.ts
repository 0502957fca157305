import type { Capsule } from './capsule.ts';
import { type CrashReport, describeError } from './crash-report.ts';
import type { CaughtHere } from './evidence.ts';

/** What is told of crashes and errors; it lies in the capsule until it is sent. */
export interface CrashReporter {
  /** Of what was caught; undefined when what is told already is to stay: the first of a run, until something worse happens. */
  caught(state: Capsule, what: { readonly error: unknown; readonly caught: CaughtHere; readonly isCrash: boolean; readonly isWorse: boolean }): CrashReport | undefined;
  /** Of a run that died. */
  died(last: Capsule): CrashReport;
  /** When what looked like a crash was none. */
  forgiven(state: Capsule): CrashReport | undefined;
}

/** Reports of one run. */
export function crashReporter(): CrashReporter {
  let reports = 0;
  return {
    caught(state, { error, caught, isCrash, isWorse }) {
      const { boot, report } = state;
      // What is no crash never takes the place of one.
      if (!isWorse && report !== undefined && (!isCrash || isOf(boot, report))) return undefined;
      reports += 1;
      return reportOn(state, reports, { ...describeError(error), kind: isCrash ? 'crash' : 'error', where: caught.where });
    },
    // A run that left no report of its own died without being able to.
    died: (last) => (last.report !== undefined && isOf(last.boot, last.report) ? last.report : reportOn(last, 0, { kind: 'launch-death', name: '', message: '', stack: '', where: last.phase })),
    forgiven: ({ boot, report }) => (report !== undefined && isOf(boot, report) ? { ...report, kind: 'error' } : report),
  };
}

/** In place of a report that is unsent. @param count of the run's reports, 0 for the one that it could not make itself */
function reportOn({ boot, release, recoveriesUsed, report }: Capsule, count: number, what: Pick<CrashReport, 'kind' | 'name' | 'message' | 'stack' | 'where'>): CrashReport {
  return { ...what, id: `${boot}-${count}`, release, attempt: recoveriesUsed, unsentBefore: report === undefined ? 0 : report.unsentBefore + 1 };
}

function isOf(boot: string, report: CrashReport): boolean {
  return report.id.slice(0, boot.length + 1) === `${boot}-`;
}
