import type { Operation } from '../evaluation/decide.ts';
import type { Limit } from '../intents/intent.ts';
import { principalNamed, type PrincipalName } from '../proof/principal.ts';
import type { Verdict } from '../proof/verdict.ts';
import type { Analysis, Row } from './analysis.ts';
import { authorityLimits } from './authority.ts';
import type { LimitBreach, OpenQuestion } from './breach.ts';
import { provable } from './owner-fields.ts';
import { gravestOf, isAtLeast, milder } from './severities.ts';

export interface FoundLimits {
  readonly breaches: readonly LimitBreach[];
  readonly open: readonly OpenQuestion[];
}

/** What those who may do something can do with it against the intent, and against the trust that other rules have in it. */
export function limitBreaches(analysis: Analysis): FoundLimits {
  const authority = authorityLimits(analysis);
  const found = analysis.rows.flatMap((row) => {
    const limits = [...(authority.get(row) ?? []), ...row.intent.limits];
    return [...new Set(limits.map(({ name }) => name))].map((name) => judgeLimit(analysis, row, limits.filter((limit) => limit.name === name)));
  });
  return { breaches: found.flatMap(({ breach }) => breach ?? []), open: found.flatMap(({ open }) => open ?? []) };
}

interface Tried {
  readonly limit: Limit;
  readonly operation: Operation;
  readonly principal: PrincipalName;
  readonly verdict: Verdict;
}

export interface JudgedLimit {
  readonly breach: LimitBreach | undefined;
  readonly open: OpenQuestion | undefined;
}

/** @param limits of one name */
export function judgeLimit(analysis: Analysis, row: Row, limits: readonly Limit[]): JudgedLimit {
  const tried = limits.flatMap((limit) => triesOf(analysis, row, limit));
  const breach = gravestOf(tried.flatMap(({ verdict, limit, ...rest }): readonly LimitBreach[] => {
    if (verdict.kind !== 'allow' && verdict.kind !== 'conditional') return [];
    const severity = verdict.kind === 'allow' ? limit.severity : milder(limit.severity);
    return severity === undefined ? [] : [{ kind: 'limit', row, limit, severity, verdict, opens: [], ...rest }];
  }));
  const unsure = tried.find(({ verdict, limit }) => verdict.kind === 'undecided' && isAtLeast(limit.severity, 'high'));
  return { breach, open: unsure === undefined || isAtLeast(breach?.severity, 'medium') ? undefined : { row, operation: unsure.operation } };
}

function triesOf({ prover, ruleset }: Analysis, { target, cells }: Row, limit: Limit): readonly Tried[] {
  return limit.by.flatMap((name) => Object.entries(limit.when).flatMap(([text, goals]) => {
    const operation = text as Operation;
    const isDenied = cells[operation].find(({ principal }) => principal === name)?.verdict.kind === 'deny';
    if (isDenied) return [];
    return goals.map((goal) => ({ limit, operation, principal: name, verdict: prover.verdict({ target, operation, principal: principalNamed(name), goal: provable(goal, ruleset, target) }) }));
  }));
}
