import type { ProofSettings } from '../proof/access.ts';
import { re2jsEngine } from '../evaluation/re2js-engine.ts';
import { type AnalyseOptions, analyseRules } from '../report/analyse-rules.ts';
import type { RulesReport } from '../report/report.ts';
import { noon } from './ask.ts';

export const settingsAtNoon: ProofSettings = { nowNanos: BigInt(Date.parse(noon)) * 1_000_000n, regex: re2jsEngine() };

export function analyse(source: string, options: Partial<AnalyseOptions> = {}): RulesReport {
  return analyseRules(source, { settings: settingsAtNoon, ...options });
}

/** A Storage file with this body under `/b/{bucket}/o`. */
export function storageRules(body: string, version: '1' | '2' = '2'): string {
  return `rules_version = '${version}';\nservice firebase.storage {\n  match /b/{bucket}/o {\n${body}\n  }\n}\n`;
}

/** `severity check operation principal` of each finding. */
export function findingsIn(source: string, options: Partial<AnalyseOptions> = {}): readonly string[] {
  return analyse(source, options).findings.map(({ severity, check, operation, principal }) => [severity, check, operation, principal].filter((part) => part !== undefined).join(' '));
}
