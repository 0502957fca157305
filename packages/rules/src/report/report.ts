import type { Operation } from '../evaluation/decide.ts';
import type { Diagnostic } from '../language/diagnostic.ts';
import type { Cell } from '../proof/access-matrix.ts';
import type { PrincipalName } from '../proof/principal.ts';
import type { Witness } from '../proof/witness.ts';

/** What was found about one rules file; JSON as it is. */
export interface RulesReport {
  /** 0 to 100; more than 90 passes, when nothing critical was confirmed. */
  readonly score: number;
  readonly pass: boolean;
  readonly compiles: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly Finding[];
  /** Findings that the team accepted, each with its reason, until its expiry. */
  readonly accepted: readonly AcceptedFinding[];
  readonly matrix: readonly Cell[];
  /** Cells that were not decided, of how many; protected ones lower the score. */
  readonly undecided: { readonly cells: number; readonly of: number; readonly protectedCells: number };
}

export type Severity = 'critical' | 'high' | 'medium' | 'low';

export interface Finding {
  /** Stays the same while check, path, operation and principal do: what an acceptance names. */
  readonly id: string;
  readonly check: string;
  readonly severity: Severity;
  /** The pattern of the match. */
  readonly path: string;
  readonly operation: Operation | undefined;
  readonly principal: PrincipalName | undefined;
  /** From 1. */
  readonly line: number;
  /** Who can do what, in a sentence. */
  readonly sentence: string;
  /** The request that shows it, which was run; and what the same caller does before, in this order. */
  readonly witness: Witness | undefined;
  readonly steps: readonly Witness[];
  /** What to change. */
  readonly fix: string;
}

export interface AcceptedFinding {
  readonly finding: Finding;
  readonly reason: string;
  readonly expiresAtMs: number;
}
