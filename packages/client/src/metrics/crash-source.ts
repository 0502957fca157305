import type { CrashReport } from '../crash/crash-report.ts';

/**
 * Where the report of a crash waits for the next start; a part of `CrashRecovery`. Its id is the `boot` of the start that it is about, a dash and
 * a number: so the session that the crash ended is known. The kind `error` ended none.
 */
export interface CrashSource {
  /** The report that waits, if there is one; it goes on waiting until it is acknowledged, for a start may be killed before it is stored. */
  takeReport(): CrashReport | undefined;
  acknowledgeReport(id: string): void;
}

/** The session that ended with this report. */
export function endedBy({ id, kind }: CrashReport): { readonly boot: string; readonly crashed: true } | undefined {
  return kind === 'error' ? undefined : { boot: id.slice(0, id.lastIndexOf('-')), crashed: true };
}
