import type { RulesAnalysis, RulesChange, RulesQuestion } from '@sora/core';
import { analyseRules, diffRules, parseRules, type ProofSettings, readPolicy, re2jsEngine } from '@sora/rules';

export type Answer =
  | { readonly kind: 'analysed'; readonly analysis: RulesAnalysis }
  | { readonly kind: 'wrong-intents'; readonly mistakes: readonly string[] }
  | { readonly kind: 'out-of-memory' }
  | { readonly kind: 'failed'; readonly reason: string };

/** All is loaded: from here on the time counts. */
export interface Started {
  readonly kind: 'started';
}

/** What a server asks about one rules file. */
export function analyseQuestion({ source, intents, before }: RulesQuestion, nowMs: number): Answer {
  const reading = readPolicy(intents ?? '{}');
  if (reading.kind === 'wrong') return { kind: 'wrong-intents', mistakes: reading.mistakes };
  const settings = { nowNanos: BigInt(nowMs) * 1_000_000n, regex: re2jsEngine() };
  const change = before === undefined ? undefined : changeBetween(before, source, settings);
  return { kind: 'analysed', analysis: { report: analyseRules(source, { settings, ...reading.policy }), ...(change !== undefined && { change }) } };
}

/** Undefined where one of the two does not compile: it allows nothing that could be compared. */
function changeBetween(before: string, after: string, settings: ProofSettings): RulesChange | undefined {
  const [old, young] = [parseRules(before).ruleset, parseRules(after).ruleset];
  return old.compiles && young.compiles ? diffRules(old, young, settings) : undefined;
}
