/** What an analysis of one rules file came to, as `@sora/rules` words it; JSON as it is. */
export interface RulesReport {
  /** 0 to 100; more than 90 passes, when nothing critical was confirmed. */
  readonly score: number;
  readonly pass: boolean;
  readonly compiles: boolean;
  readonly diagnostics: readonly RulesDiagnostic[];
  readonly findings: readonly RulesFinding[];
  /** Findings that the team accepted, until their expiry. */
  readonly accepted: readonly AcceptedRulesFinding[];
  readonly matrix: readonly RulesCell[];
  readonly undecided: { readonly cells: number; readonly of: number; readonly protectedCells: number };
}

export interface RulesDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly sentence: string;
  readonly remedy: string;
  /** From 1. */
  readonly range: { readonly start: { readonly line: number; readonly column: number } };
}

export type RulesSeverity = 'critical' | 'high' | 'medium' | 'low';

export interface RulesFinding {
  /** The same from scan to scan while check, path, operation and principal are. */
  readonly id: string;
  readonly check: string;
  readonly severity: RulesSeverity;
  /** The pattern of the match. */
  readonly path: string;
  readonly operation?: string | undefined;
  readonly principal?: string | undefined;
  /** From 1. */
  readonly line: number;
  readonly sentence: string;
  /** The request that shows it, which was run. */
  readonly witness?: RulesWitness | undefined;
  /** What the same caller asks before, in this order. */
  readonly steps: readonly RulesWitness[];
  readonly fix: string;
}

export interface AcceptedRulesFinding {
  readonly finding: RulesFinding;
  readonly reason: string;
  readonly expiresAtMs: number;
}

/** A request, and the database that it meets. */
export interface RulesWitness {
  readonly request: object;
  /** Fields by path. */
  readonly documents: Readonly<Record<string, object>>;
  /** Metadata of stored objects by path. */
  readonly objects: Readonly<Record<string, object>>;
}

/** What one kind of caller may do to all that one match names. */
export interface RulesCell {
  readonly service: string;
  readonly match: string;
  readonly line: number;
  readonly operation: string;
  readonly principal: string;
  readonly verdict: RulesVerdict;
}

export type RulesVerdict =
  | { readonly kind: 'allow'; readonly line: number; readonly witness: RulesWitness; readonly steps: readonly RulesWitness[] }
  | { readonly kind: 'deny' }
  | { readonly kind: 'conditional'; readonly line: number; readonly witness: RulesWitness; readonly facts: readonly { readonly text: string; readonly without: RulesWitness }[] }
  | { readonly kind: 'undecided'; readonly reason: string };

/** How a newer text differs from an older one in what it allows. */
export interface RulesChange {
  readonly verdict: RulesChangeVerdict;
  readonly differences: readonly RulesDifference[];
}

export type RulesChangeVerdict = 'equal' | 'stricter' | 'looser' | 'both' | 'unknown';

/** A request that one of the two allows and the other denies; both were run. */
export interface RulesDifference {
  readonly direction: 'looser' | 'stricter';
  readonly match: string;
  readonly operation: string;
  readonly line: number;
  readonly witness: RulesWitness;
}
