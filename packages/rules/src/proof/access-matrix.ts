import { decide, type Operation } from '../evaluation/decide.ts';
import type { Decision } from '../evaluation/request/decision.ts';
import { patternText, type Ruleset } from '../language/ruleset.ts';
import { type Access, type Before, openQuestion, type ProofSettings, statesBefore } from './open-question.ts';
import { type PrincipalName, principals } from './principal.ts';
import { targetsOf } from './target.ts';
import { isAllowed, plainestWitness, type Witness } from './witness.ts';

/** What one kind of caller may do to all that one match names. */
export interface Cell {
  readonly service: string;
  /** The pattern of the match, such as `/databases/{database}/documents/users/{user}`. */
  readonly match: string;
  /** Of the match, from 1. */
  readonly line: number;
  readonly operation: Operation;
  readonly principal: PrincipalName;
  readonly verdict: Verdict;
}

export type Verdict =
  /** By the allow on `line`, whatever the data: the witness was run. */
  | { readonly kind: 'allow'; readonly line: number; readonly witness: Witness }
  /** Every condition is false, or fails, for all data, all other documents and all queries. */
  | { readonly kind: 'deny' }
  /** It depends on data, or the prover does not see it. */
  | { readonly kind: 'undecided' };

export const operations: readonly Operation[] = ['get', 'list', 'create', 'update', 'delete'];

/**
 * Who may do what: each match by each operation by each principal. Sound both ways: what is not certain is `undecided`.
 * A row is about what its match names and no narrower match does, and about names that are not the caller's own.
 */
export function accessMatrix(ruleset: Ruleset, settings: ProofSettings): readonly Cell[] {
  return targetsOf(ruleset).flatMap((target) => operations.flatMap((operation) => principals.map((principal): Cell => ({
    service: target.service, match: patternText(target.flat.path), line: target.flat.match.range.start.line, operation, principal: principal.name,
    verdict: verdictOf(ruleset, { target, operation, principal }, settings),
  }))));
}

function verdictOf(ruleset: Ruleset, access: Access, settings: ProofSettings): Verdict {
  // As the evaluator refuses it before any rule is asked.
  if (access.target.service === 'firebase.storage' && access.operation === 'list' && ruleset.file.version === '1') return { kind: 'deny' };
  const verdicts = statesBefore(access).map((before) => verdictBefore(ruleset, access, { before, settings }));
  return verdicts.find(({ kind }) => kind === 'allow') ?? verdicts.find(({ kind }) => kind === 'undecided') ?? { kind: 'deny' };
}

function verdictBefore(ruleset: Ruleset, access: Access, { before, settings }: { readonly before: Before; readonly settings: ProofSettings }): Verdict {
  const { decidedBy } = decide(ruleset, openQuestion(access, before, settings));
  if (decidedBy.kind !== 'allow') return isCertain(decidedBy) ? { kind: 'deny' } : { kind: 'undecided' };
  const witness = plainestWitness(access, before, settings.nowNanos);
  return isAllowed(ruleset, witness, settings) ? { kind: 'allow', line: decidedBy.range.start.line, witness } : { kind: 'undecided' };
}

function isCertain(decidedBy: Decision['decidedBy']): boolean {
  if (decidedBy.kind === 'no-allow-true') return decidedBy.considered.every(({ result }) => result !== 'unknown');
  return decidedBy.kind !== 'limit-reached';
}
