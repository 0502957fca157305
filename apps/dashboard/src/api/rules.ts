import type { RulesFile, RulesReport, RulesScan, RulesScanSummary, ScannedRules } from '@sora/core';

export interface DiagnosticRow {
  readonly code: string;
  readonly severity: string;
  readonly sentence: string;
  readonly remedy: string;
  readonly line: number;
  readonly column: number;
}

export type FileReport = Omit<RulesReport, 'diagnostics'> & { readonly diagnostics: readonly DiagnosticRow[] };

export type ScannedFile = Omit<ScannedRules, 'source' | 'report'> & { readonly report: FileReport };

export type LatestScan = Omit<RulesScan, 'files'> & { readonly files: readonly ScannedFile[] };

export interface RulesAnswer {
  /** Files that the settings name. */
  readonly configured: readonly RulesFile[];
  readonly latest?: LatestScan;
  /** Newest first. */
  readonly history: readonly RulesScanSummary[];
}
