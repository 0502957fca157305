import type { Expression } from '../language/ast.ts';
import type { Ruleset } from '../language/ruleset.ts';
import { isUid, textsIn, uidsIn } from '../proof/scenes.ts';
import { textsMatching } from '../proof/search/texts-matching.ts';
import { expressionsIn } from '../proof/search/vocabulary.ts';

/** More than these are like the first. */
const maxUids = 12;

/** Uids that two rulesets may tell apart: by their names, a pattern, a part, a size. */
export function uidsOf(rulesets: readonly Ruleset[]): readonly string[] {
  const named = rulesets.flatMap(uidsIn);
  const described = rulesets.flatMap((ruleset) => [...expressionsIn(ruleset)].flatMap(uidsDescribedBy));
  return [...new Set([...named, ...described])].filter((uid) => uid !== '').slice(0, maxUids);
}

function uidsDescribedBy(expression: Expression): readonly string[] {
  if (expression.kind === 'method') return isUid(expression.object) && expression.name.text === 'matches' ? expression.arguments.flatMap(textsIn).flatMap(matching) : [];
  if (expression.kind !== 'binary') return [];
  const sides = [expression.left, expression.right];
  return sides.some(isPartOfUid) ? sides.flatMap((side) => [...textsIn(side), ...numbersIn(side).flatMap(ofSizes)]) : [];
}

function isPartOfUid(expression: Expression): boolean {
  if (isUid(expression)) return true;
  return (expression.kind === 'method' || expression.kind === 'slice' || expression.kind === 'index') && isPartOfUid(expression.object);
}

function matching(pattern: string): readonly string[] {
  return textsMatching(pattern).flatMap((text) => (text.kind === 'string' ? [text.value] : []));
}

function ofSizes(size: number): readonly string[] {
  return [size, size + 1, size - 1].filter((each) => each > 0 && each <= 128).map((each) => 'u'.repeat(each));
}

function numbersIn(expression: Expression): readonly number[] {
  return expression.kind === 'literal' && expression.value.kind === 'int' ? [Number(expression.value.value)] : [];
}
