import type { RulesChangeVerdict, RulesScanSummary } from '@sora/core';
import type { ScannedFile } from '../../api/rules.ts';
import { formatClock, formatDay, formatDuration } from '../../ui/format.ts';
import { plural, type Tone } from '../../ui/words.ts';

export interface ScoreView {
  readonly tone: Tone;
  readonly score: string;
  readonly headline: string;
  readonly facts: readonly string[];
}

const severities = ['critical', 'high', 'medium', 'low'] as const;

/** One file of the latest scan. */
export function scoreView({ path, report, change }: ScannedFile): ScoreView {
  const { score, pass, compiles, findings, accepted, undecided } = report;
  const found = severities.map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length })).filter(({ count }) => count > 0);
  return {
    tone: pass ? 'healthy' : 'critical', score: String(score),
    headline: compiles ? (pass ? 'Passes' : 'Does not pass') : 'Does not compile',
    facts: [
      path,
      found.length === 0 ? 'no findings' : found.map(({ severity, count }) => `${count} ${severity}`).join(', '),
      ...(accepted.length === 0 ? [] : [`${accepted.length} accepted`]),
      `${undecided.cells} of ${plural(undecided.of, 'access', 'accesses')} undecided`,
      ...(change === undefined ? [] : [changeWords[change]]),
    ],
  };
}

const changeWords: Readonly<Record<RulesChangeVerdict, string>> = {
  equal: 'text changed, allows the same', stricter: 'changed: allows less than before', looser: 'changed: allows more than before',
  both: 'changed: allows some more, some less', unknown: 'changed: in which direction was not decided',
};

export interface HistoryRow {
  readonly id: string;
  readonly at: string;
  readonly atIso: string;
  readonly ago: string;
  readonly score: string;
  /** 0 to 1. */
  readonly fill: number;
  readonly tone: 'accent' | 'critical';
  readonly words: string;
}

/** Newest first. */
export function historyView(history: readonly RulesScanSummary[], nowMs: number): readonly HistoryRow[] {
  return history.map(({ id, atMs, score, pass, findings, trigger, files }) => {
    const found = severities.filter((severity) => findings[severity] > 0).map((severity) => `${findings[severity]} ${severity}`);
    const changed = files.flatMap(({ change, kind }) => (change === undefined ? [] : [`${kind} ${changeWords[change]}`]));
    return {
      id, at: `${formatDay(atMs)}, ${formatClock(atMs)}`, atIso: new Date(atMs).toISOString(), ago: `${formatDuration(nowMs - atMs)} ago`,
      score: String(score), fill: score / 100, tone: pass ? 'accent' : 'critical',
      words: [pass ? 'passes' : 'does not pass', found.length === 0 ? 'no findings' : found.join(', '), ...changed, trigger === 'schedule' ? 'daily scan' : 'asked for'].join(' · '),
    };
  });
}
