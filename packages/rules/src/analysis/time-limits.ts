import type { Binary, Expression } from '../language/ast.ts';
import { dateOf, isRequestTime } from '../language/request-time.ts';
import { reachableFrom } from './reachable.ts';
import type { Evidence, Found } from './rules-check.ts';
import { shortPath } from './words.ts';

const dayMs = 86_400_000;
const soonDays = 30;

interface Limit {
  readonly atMs: number;
  /** What the condition says from then on. */
  readonly turns: 'false' | 'true';
  readonly line: number;
}

/** Each comparison of the request's time with a date, once. */
export function timeLimits({ ruleset, rows, settings }: Evidence): readonly Found[] {
  const nowMs = Number(settings.nowNanos / 1_000_000n);
  const found = rows.flatMap(({ target: { flat }, path }) => flat.allows.flatMap(({ condition }) => (condition === undefined ? [] : [...reachableFrom(condition, ruleset.names)])
    .flatMap((expression) => {
      const limit = limitOf(expression);
      return limit === undefined ? [] : [{ ...limit, path }];
    })));
  const lines = new Map(found.toReversed().map((each) => [each.line, each]));
  return [...lines.values()].toSorted((a, b) => a.line - b.line).map((limit): Found => ({
    ...wordsOf(limit, nowMs), path: limit.path, operation: undefined, principal: undefined, line: limit.line, witness: undefined, steps: [],
    fix: `Line ${limit.line}: remove the comparison with the date, and write the condition that you mean to keep.`,
  }));
}

function wordsOf({ atMs, turns, line, path }: Limit & { readonly path: string }, nowMs: number): Pick<Found, 'severity' | 'sentence'> {
  const day = new Date(atMs).toISOString().slice(0, 10);
  const days = Math.ceil((atMs - nowMs) / dayMs);
  const effect = turns === 'false' ? 'allows nothing' : 'allows more';
  if (atMs <= nowMs) return { severity: 'low', sentence: `Line ${line} ${effect} since ${day}: what it says of ${shortPath(path)} is history.` };
  return { severity: days <= soonDays ? 'medium' : 'low', sentence: `Line ${line} ${effect} from ${day}, in ${days} ${days === 1 ? 'day' : 'days'}: ${shortPath(path)} changes without a deploy.` };
}

function limitOf(expression: Expression): Limit | undefined {
  if (expression.kind !== 'binary') return undefined;
  const [time, date] = isRequestTime(expression.left) ? [expression.left, expression.right] : [expression.right, expression.left];
  const atMs = isRequestTime(time) ? dateOf(date) : undefined;
  if (atMs === undefined || !['<', '<=', '>', '>='].includes(expression.operator)) return undefined;
  return { atMs, turns: isUpperBound(expression, time) ? 'false' : 'true', line: expression.range.start.line };
}

function isUpperBound({ operator, left }: Binary, time: Expression): boolean {
  return operator.startsWith('<') === (left === time);
}
