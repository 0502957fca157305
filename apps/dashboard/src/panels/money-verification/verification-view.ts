import { ledgerProblems, type LedgerPlace, type LedgerProblem } from '@sora/core';
import type { MoneyUnit, VerificationRun } from '../../api/money.ts';
import { formatAmount } from '../../ui/amount.ts';
import { formatClockSeconds, formatDay, formatDuration, formatNumber } from '../../ui/format.ts';
import { plural, type Tone } from '../../ui/words.ts';

export interface VerificationView {
  readonly id: string;
  readonly tone: Tone;
  readonly headline: string;
  /** What was read, and how long that took. */
  readonly facts: string;
  readonly at: string;
  readonly atIso: string;
  readonly ago: string;
  /** Units whose balances do not cancel out; zero for every other. */
  readonly sums: readonly string[];
  readonly problems: readonly ProblemView[];
  /** Found but not spelled out. */
  readonly more: number;
}

export interface ProblemView {
  readonly key: string;
  readonly place: string;
  readonly detail: string;
  readonly remedy: string;
}

export function verificationView({ id, atMs, tookMs, report }: VerificationRun, units: readonly MoneyUnit[], nowMs: number): VerificationView {
  const { transfers, accounts, problemCount, problems, sums } = report;
  return {
    id, tone: problemCount === 0 ? 'healthy' : 'critical',
    headline: problemCount === 0 ? 'The books balance' : `${plural(problemCount, 'problem')} found`,
    facts: `${plural(transfers, 'transfer')} and ${plural(accounts, 'account')} added and hashed again in ${took(tookMs)}`,
    at: `${formatDay(atMs)}, ${formatClockSeconds(atMs)}`, atIso: new Date(atMs).toISOString(), ago: `${formatDuration(nowMs - atMs)} ago`,
    sums: sums.filter(({ sumMinor }) => sumMinor !== '0').map(({ unit, sumMinor }) => `All balances of ${unit} together make ${formatAmount(sumMinor, unit, units)} instead of nothing.`),
    problems: problems.map(problemView),
    more: problemCount - problems.length,
  };
}

function problemView({ kind, place, detail }: LedgerProblem, index: number): ProblemView {
  return { key: `${index}`, place: placeWords(place), detail, remedy: ledgerProblems[kind] };
}

function placeWords({ lane, seq, account, posting, payer, key, unit }: LedgerPlace): string {
  const parts = { lane, place: seq, account, posting, payer, key, unit };
  return Object.entries(parts).filter(([, value]) => value !== undefined).map(([name, value]) => `${name} ${value}`).join(' · ');
}

function took(durationMs: number): string {
  return durationMs < 1_000 ? `${durationMs} ms` : `${formatNumber(durationMs / 1_000)} s`;
}
