import type { LedgerPlace } from '@sora/core';
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

export function verificationView(run: VerificationRun, units: readonly MoneyUnit[], nowMs: number): VerificationView {
  const { id, atMs, tookMs, clean, transfers, accounts, problemCount, problems, sums } = run;
  return {
    id, tone: clean ? 'healthy' : 'critical',
    headline: clean ? 'The books balance' : `${plural(problemCount, 'problem')} found`,
    facts: `${plural(transfers, 'transfer')} and ${plural(accounts, 'account')} added and hashed again in ${took(tookMs)}`,
    at: `${formatDay(atMs)}, ${formatClockSeconds(atMs)}`, atIso: new Date(atMs).toISOString(), ago: `${formatDuration(nowMs - atMs)} ago`,
    sums: sums.filter(({ sumMinor }) => sumMinor !== '0').map(({ unit, sumMinor }) => `All balances of ${unit} together make ${formatAmount(sumMinor, unit, units)} instead of nothing.`),
    problems: problems.map(({ place, detail, remedy }, index) => ({ key: String(index), place: placeWords(place), detail, remedy })),
    more: problemCount - problems.length,
  };
}

function placeWords({ lane, seq, account, posting, payer, key, unit }: LedgerPlace): string {
  const parts = { lane, place: seq, account, posting, payer, key, unit };
  return Object.entries(parts).filter(([, value]) => value !== undefined).map(([name, value]) => `${name} ${value}`).join(' · ');
}

function took(durationMs: number): string {
  return durationMs < 1_000 ? `${durationMs} ms` : `${formatNumber(durationMs / 1_000)} s`;
}
