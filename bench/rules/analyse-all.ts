// Analyses the real files and the large one in a process of its own, and says how long each took and how much memory at most.
import { analyseRules } from '../../packages/rules/src/index.ts';
import { corpusFiles, largeRuleset, settingsAtNoon } from '../../packages/rules/src/testing/index.ts';

const measure = (source: string) => {
  const startedMs = performance.now();
  const { undecided } = analyseRules(source, { settings: settingsAtNoon });
  return { ms: performance.now() - startedMs, cells: undecided.of };
};

export interface AnalysisTimes {
  readonly filesMs: readonly number[];
  readonly large: { readonly ms: number; readonly cells: number };
  readonly peakBytes: number;
}

const filesMs = corpusFiles().map(({ source }) => measure(source).ms);
const large = measure(largeRuleset());
console.log(JSON.stringify({ filesMs, large, peakBytes: process.resourceUsage().maxRSS * 1_024 } satisfies AnalysisTimes));
