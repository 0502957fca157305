import type { RulesDiff, RulesReport } from '@sora/rules';
import type { Approval } from './gate-approval.ts';

/** What a gate decided, and why. */
export interface GateReport {
  readonly file: string;
  readonly against: string;
  readonly diff: RulesDiff;
  readonly approvals: readonly Approval[];
  readonly report: RulesReport;
  readonly pass: boolean;
}
