import type { Finding, Severity } from '../report/report.ts';
import type { Analysis } from './analysis.ts';
import type { Breach } from './breach.ts';

/** One question that is asked about every rules file. */
export interface RulesCheck {
  readonly name: string;
  readonly question: string;
  /** The gravest that it finds. */
  readonly severity: Severity;
  /** A rules file in which it finds that, and one with the same purpose in which it finds nothing. */
  readonly bad: string;
  readonly good: string;
  readonly find: (evidence: Evidence) => readonly Found[];
}

export interface Evidence extends Analysis {
  readonly breaches: readonly Breach[];
}

/** A finding before it has a check and an identity. `topic` tells apart what one check finds in one place. */
export type Found = Omit<Finding, 'id' | 'check'> & { readonly topic?: string };
