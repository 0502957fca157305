import type { Actor, NewEvent } from '../events/event.ts';
import type { RulesChangeVerdict, RulesReport, RulesSeverity } from './rules-report.ts';

/** The service whose rules a file holds. */
export type RulesFileKind = 'firestore' | 'storage';

export interface RulesFile {
  readonly kind: RulesFileKind;
  /** Where it lies, as the settings name it. */
  readonly path: string;
}

/** A file as it was when it was scanned. */
export interface ScannedRules extends RulesFile {
  readonly source: string;
  /** SHA-256 of the text. */
  readonly digest: string;
  /** How it differs from the scan before; absent where the text is the same, or there was none. */
  readonly change?: RulesChangeVerdict | undefined;
  readonly report: RulesReport;
}

/** One scan, as its history keeps it. */
export interface RulesScanSummary {
  /** Grows with time (UUID version 7). */
  readonly id: string;
  readonly atMs: number;
  readonly tookMs: number;
  readonly trigger: RulesScanTrigger;
  /** The lowest of its files. */
  readonly score: number;
  readonly pass: boolean;
  readonly findings: Readonly<Record<RulesSeverity, number>>;
  readonly accepted: number;
  readonly files: readonly (RulesFile & Pick<ScannedRules, 'digest' | 'change'> & Pick<RulesReport, 'score' | 'pass' | 'compiles'>)[];
}

export type RulesScanTrigger = 'schedule' | 'request';

/** The latest scan, whole. */
export interface RulesScan extends Omit<RulesScanSummary, 'files'> {
  readonly files: readonly ScannedRules[];
}

export interface NewRulesScan extends Omit<RulesScan, 'id' | 'atMs'> {
  readonly tenant: string;
}

/** What scans came to: all of the latest, and in few words those before it. */
export interface RulesScanStore {
  /**
   * Keeps the scan and what it raises, together or not at all. An event whose key is there already is left out.
   * @throws {SoraError} `not-found`: there is no such tenant
   */
  keep(scan: NewRulesScan, events: readonly NewEvent[]): Promise<RulesScan>;
  latest(tenant: string): Promise<RulesScan | undefined>;
  /** Newest first. */
  history(tenant: string, limit: number): Promise<readonly RulesScanSummary[]>;
}

/** Scanning rules beside the server's other work. */
export interface RulesScanning {
  readonly files: readonly RulesFile[];
  /**
   * Scans the files of the settings now, and keeps what came of it.
   * @throws {SoraError} `not-set-up`: no files, or one that cannot be read; `rules-too-costly`, `overloaded`
   */
  scan(request: { readonly tenant: string; readonly trigger: RulesScanTrigger; readonly actor: Actor }): Promise<RulesScan>;
  /** Analyses a text that somebody sends; nothing of it is kept. */
  analyse(tenant: string, source: string): Promise<AnalysedText>;
  latest(tenant: string): Promise<RulesScan | undefined>;
  history(tenant: string, limit: number): Promise<readonly RulesScanSummary[]>;
}

export interface AnalysedText {
  readonly report: RulesReport;
  readonly digest: string;
  /** How it differs from the file of the settings for the same service; absent where none is set. */
  readonly fromConfigured?: RulesChangeVerdict | undefined;
}
