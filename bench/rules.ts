import { analysisRows } from './rules/analysis.ts';
import { parseRows } from './rules/parse.ts';
import type { Section } from './section.ts';

/** Issue "Security rules proven", speed. */
export const rulesSections: readonly Section[] = [
  { name: 'parse', rows: parseRows },
  { name: 'analysis', rows: analysisRows },
];
