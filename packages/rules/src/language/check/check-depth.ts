import type { Expression, RulesFile } from '../ast.ts';
import { diagnostic, type Diagnostic } from '../diagnostic.ts';
import { firebaseLimits } from '../limits.ts';
import { childrenOf, expressionsOf } from '../walk.ts';
import { conditionsOf, functionsOf } from './functions-of.ts';

/**
 * Expressions within expressions deeper than a request may evaluate in all. Checked before anything that walks expressions
 * with a stack of its own.
 */
export function checkDepth(file: RulesFile): readonly Diagnostic[] {
  const limit = firebaseLimits.expressionsPerRequest;
  return [...functionsOf(file).flatMap(expressionsOf), ...conditionsOf(file)]
    .filter((whole) => isDeeper(whole, limit))
    .map(({ range }) => diagnostic('nested-too-deep', range, `This expression is more than ${limit} expressions deep.`));
}

function isDeeper(whole: Expression, limit: number): boolean {
  let level: readonly Expression[] = [whole];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}
