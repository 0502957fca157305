import type { RulesChange, RulesReport } from './rules-report.ts';

export interface RulesQuestion {
  /** Text of the rules. */
  readonly source: string;
  /** Text of the intents file: what is meant, and which findings are accepted. */
  readonly intents?: string | undefined;
  /** Text that they are compared with. */
  readonly before?: string | undefined;
  readonly limitMs: number;
}

export interface RulesAnalysis {
  readonly report: RulesReport;
  /** Where there is something to compare with, and both compile. */
  readonly change?: RulesChange | undefined;
}

/** Proves what rules allow, away from whoever asks: a file that costs too much harms nothing else. */
export interface RulesAnalyser {
  /**
   * @throws {SoraError} `rules-too-costly` past its limits of time and memory, `overloaded` when too many wait, `not-set-up` for intents that
   * are not what they should be
   */
  analyse(question: RulesQuestion): Promise<RulesAnalysis>;
  close(): Promise<void>;
}
