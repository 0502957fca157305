import { dateOf, isRequestTime } from '../language/request-time.ts';
import type { Ruleset } from '../language/ruleset.ts';
import type { ProofSettings } from '../proof/access.ts';
import { expressionsIn, type Vocabulary } from '../proof/search/vocabulary.ts';

/** When a request may come, with samples of that time. */
export interface Moment {
  readonly settings: ProofSettings;
  readonly vocabulary: Vocabulary;
}

/** Dates that rulesets spell out are few; the others of a long list are like these. */
const maxDates = 6;

/** Now, and right before and after each date that a ruleset compares the request's time with: between those nothing changes by itself. */
export function momentsOf(rulesets: readonly Ruleset[], { settings, vocabulary }: Moment): readonly [Moment, ...Moment[]] {
  const dates = new Set(rulesets.flatMap((ruleset) => [...datesIn(ruleset)]));
  const times = [...dates].slice(0, maxDates).flatMap((atMs) => [atMs - 1, atMs, atMs + 1]);
  return [{ settings, vocabulary }, ...times.map((atMs) => ({ settings: { ...settings, nowNanos: BigInt(atMs) * 1_000_000n }, vocabulary: { ...vocabulary } }))];
}

function* datesIn(ruleset: Ruleset): Generator<number> {
  for (const expression of expressionsIn(ruleset)) {
    if (expression.kind !== 'binary' || ![expression.left, expression.right].some(isRequestTime)) continue;
    const atMs = dateOf(expression.left) ?? dateOf(expression.right);
    if (atMs !== undefined) yield atMs;
  }
}
