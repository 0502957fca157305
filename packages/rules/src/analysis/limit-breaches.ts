import type { Operation } from '../evaluation/decide.ts';
import { namesCallerNowhere } from '../intents/goals.ts';
import type { Limit } from '../intents/intent.ts';
import { callerUid, principalNamed, type PrincipalName } from '../proof/principal.ts';
import { type ProofQuestion, proverOf } from '../proof/prover.ts';
import type { Verdict } from '../proof/verdict.ts';
import { eachAllowAlone, mostOf } from './alone.ts';
import type { Analysis, Row } from './analysis.ts';
import { authorityLimits } from './authority.ts';
import type { LimitBreach, OpenQuestion } from './breach.ts';
import { verdictOnOthers } from './owner-fields.ts';
import { needsPower } from './power.ts';
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
    if ((verdict.kind !== 'allow' && verdict.kind !== 'conditional') || needsPower(verdict)) return [];
    const severity = verdict.kind === 'allow' ? limit.severity : milder(limit.severity);
    return severity === undefined ? [] : [{ kind: 'limit', row, limit, severity, verdict, opens: [], ...rest }];
  }));
  const unsure = tried.find(({ verdict, limit }) => verdict.kind === 'undecided' && isAtLeast(limit.severity, 'high'));
  return { breach, open: unsure === undefined || isAtLeast(breach?.severity, 'medium') ? undefined : { row, operation: unsure.operation } };
}

function triesOf(analysis: Analysis, row: Row, limit: Limit): readonly Tried[] {
  const { target, cells } = row;
  return limit.by.flatMap((name) => Object.entries(limit.when).flatMap(([text, goals]) => {
    const operation = text as Operation;
    if (cells[operation].find(({ principal }) => principal === name)?.verdict.kind === 'deny') return [];
    return goals.map((goal) => ({ limit, operation, principal: name, verdict: answerOf(analysis, limit, { target, operation, principal: principalNamed(name), goal }) }));
  }));
}

function answerOf(analysis: Analysis, limit: Limit, question: ProofQuestion & { readonly goal: string }): Verdict {
  if (question.goal === namesCallerNowhere) return verdictOnOthers(analysis, question);
  const verdict = analysis.prover.verdict(question);
  if (limit.isAboutOwnDocument !== true) return verdict;
  if (question.principal.name !== 'owner') return withoutPreparation(verdict);
  if (isOnOwn(verdict)) return verdict;
  // An admin of a list may be its owner too; so each allow is asked by itself, and counts when it lets callers at the document that bears their name.
  const verdicts = eachAllowAlone(analysis.ruleset, question).map((alone) => proverOf(alone, analysis.settings).verdict(question));
  return mostOf(verdicts.filter((each) => isOnOwn(each) || each.kind === 'undecided'));
}

/** Who first writes their own document and then, with its power, others, broke the limit with the first of these requests. */
function withoutPreparation(verdict: Verdict): Verdict {
  const [first] = verdict.kind === 'allow' ? verdict.steps : [];
  if (verdict.kind !== 'allow' || first === undefined) return verdict;
  const prepared: Verdict = { ...verdict, witness: first, steps: [] };
  return isOnOwn(prepared) && 'data' in first.request && Object.keys(first.request.data).length > 0 ? prepared : { kind: 'deny' };
}

function isOnOwn(verdict: Verdict): boolean {
  if (verdict.kind !== 'allow' && verdict.kind !== 'conditional') return verdict.kind === 'deny';
  const { request } = verdict.witness;
  return 'path' in request && request.path.endsWith(`/${callerUid}`);
}
