import type { Operation } from '../evaluation/decide.ts';
import { patternText } from '../language/ruleset.ts';
import { type PrincipalName, principals } from './principal.ts';
import type { Prover } from './prover.ts';
import type { Verdict } from './verdict.ts';

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

export const operations: readonly Operation[] = ['get', 'list', 'create', 'update', 'delete'];

/**
 * Who may do what: each match by each operation by each principal.
 * A row is about what its match names and no narrower match does.
 */
export function accessMatrix(prover: Prover): readonly Cell[] {
  return prover.targets.flatMap((target) => operations.flatMap((operation) => principals.map((principal): Cell => ({
    service: target.service, match: patternText(target.flat.path), line: target.flat.match.range.start.line, operation, principal: principal.name,
    verdict: prover.verdict({ target, operation, principal }),
  }))));
}
