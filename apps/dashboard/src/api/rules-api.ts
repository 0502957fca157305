import { type Answer, ask } from './ask.ts';
import type { LatestScan, RulesAnswer } from './rules.ts';
import { post } from './post.ts';

/** Scans of the history that are shown. */
const shownScans = 30;

/** Two files, each ten seconds at most, on a busy machine. */
const scanPatienceMs = 60_000;

/** Reads the report again and again; the latest scan, which may be large, is sent only while it is new. */
export function rulesReportReader(): (signal: AbortSignal) => Promise<Answer<RulesAnswer>> {
  let known: LatestScan | undefined;
  return async (signal) => {
    const answer = await post<RulesAnswer>('/getRulesReport', { limit: shownScans, ...(known !== undefined && { knownId: known.id }) }, signal);
    if (answer.kind === 'problem') return answer;
    known = answer.value.latest ?? (answer.value.history.length === 0 ? undefined : known);
    return { kind: 'ok', value: { ...answer.value, ...(known !== undefined && { latest: known }) } };
  };
}

/** Scans the files of the settings now; the report lands in `getRulesReport`. */
export function scanRules(): Promise<Answer<unknown>> {
  return ask('/admin_validateFirestoreRules', { method: 'POST', body: {}, patienceMs: scanPatienceMs });
}
