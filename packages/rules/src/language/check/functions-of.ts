import type { Expression, FunctionDeclaration, RulesFile } from '../ast.ts';
import { expressionsOf, matchesOf, withinExpression } from '../walk.ts';

/** Every function of a file, outer ones first. */
export function functionsOf(file: RulesFile): readonly FunctionDeclaration[] {
  const inServices = file.services.flatMap(({ functions }) => functions);
  const inMatches = [...matchesOf(file)].flatMap(({ chain }) => chain.at(-1)?.functions ?? []);
  return [...file.functions, ...inServices, ...inMatches];
}

/** Every condition of a file. */
export function conditionsOf(file: RulesFile): readonly Expression[] {
  return [...matchesOf(file)].flatMap(({ chain }) => (chain.at(-1)?.allows ?? []).flatMap(({ condition }) => (condition === undefined ? [] : [condition])));
}

/** Every expression of a file, also those inside others. */
export function* allExpressions(file: RulesFile): Generator<Expression> {
  const whole = [...functionsOf(file).flatMap(expressionsOf), ...conditionsOf(file)];
  for (const expression of whole) yield* withinExpression(expression);
}
