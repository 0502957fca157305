import { type LedgerPlace, type LedgerProblem, type LedgerProblemKind, maxProblems } from './ledger-report.ts';

/** Problems as they are found: all are counted, the first are kept. */
export interface ProblemList {
  add(kind: LedgerProblemKind, place: LedgerPlace, detail: string): void;
  readonly first: readonly LedgerProblem[];
  readonly count: number;
}

export function createProblemList(): ProblemList {
  const first: LedgerProblem[] = [];
  let count = 0;
  return {
    add(kind, place, detail) {
      count += 1;
      if (first.length < maxProblems) first.push({ kind, place, detail });
    },
    get first() {
      return first;
    },
    get count() {
      return count;
    },
  };
}
