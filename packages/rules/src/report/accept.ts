import type { Acceptance } from '../intents/acceptance.ts';
import type { AcceptedFinding, Finding } from './report.ts';

export interface Accepted {
  /** Those that count. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
}

/** Takes away what the team accepted. An acceptance that has expired is told in the finding's sentence, and it counts again. */
export function accept(findings: readonly Finding[], acceptances: readonly Acceptance[], nowMs: number): Accepted {
  const acceptanceOf = ({ id }: Finding) => acceptances.filter(({ finding }) => finding === id).toSorted((a, b) => b.expiresAtMs - a.expiresAtMs)[0];
  const judged = findings.map((finding) => ({ finding, acceptance: acceptanceOf(finding) }));
  return {
    findings: judged.flatMap(({ finding, acceptance }) => {
      if (acceptance === undefined) return [finding];
      return acceptance.expiresAtMs > nowMs ? [] : [{ ...finding, sentence: `${finding.sentence} It was accepted until ${new Date(acceptance.expiresAtMs - 1).toISOString().slice(0, 10)} ("${acceptance.reason}"); that has passed, so it counts again.` }];
    }),
    accepted: judged.flatMap(({ finding, acceptance }) => (acceptance !== undefined && acceptance.expiresAtMs > nowMs ? [{ finding, reason: acceptance.reason, expiresAtMs: acceptance.expiresAtMs }] : [])),
  };
}
