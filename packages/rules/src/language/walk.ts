import type { Expression, FunctionDeclaration, Match, RulesFile, Service } from './ast.ts';

/** The expressions directly inside one, in the order of evaluation. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
    case 'missing': return [];
    case 'list': return expression.items;
    case 'map': return expression.entries.flatMap(({ key, value }) => [key, value]);
    case 'path': return expression.segments.flatMap((segment) => (segment.kind === 'inserted' ? [segment.value] : []));
    case 'member': return [expression.object];
    case 'index': return [expression.object, expression.at];
    case 'slice': return [expression.object, expression.from, expression.to].filter((part) => part !== undefined);
    case 'call': return expression.arguments;
    case 'method': return [expression.object, ...expression.arguments];
    case 'not':
    case 'negate': return [expression.operand];
    case 'binary': return [expression.left, expression.right];
    case 'is': return [expression.value];
    case 'and':
    case 'or': return expression.operands;
    case 'conditional': return [expression.condition, expression.whenTrue, expression.whenFalse];
  }
}

/** The expression and all inside it, outermost first. Uses no stack of its own, so that a long chain is no danger. */
export function* withinExpression(expression: Expression): Generator<Expression> {
  const waiting = [expression];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    waiting.push(...childrenOf(next).toReversed());
  }
}

/** The whole expressions of a function: what each `let` is bound to, then the result. */
export function expressionsOf(declaration: FunctionDeclaration): readonly Expression[] {
  return [...declaration.lets.map(({ value }) => value), declaration.result];
}

/** A match with those around it, outermost first. */
export interface PlacedMatch {
  readonly service: Service;
  readonly chain: readonly [Match, ...Match[]];
}

/** Every match of a file, in its order. */
export function* matchesOf(file: RulesFile): Generator<PlacedMatch> {
  for (const service of file.services) for (const match of service.matches) yield* within(service, [match]);
}

function* within(service: Service, chain: readonly [Match, ...Match[]]): Generator<PlacedMatch> {
  yield { service, chain };
  const innermost = chain.at(-1);
  for (const match of innermost?.matches ?? []) yield* within(service, [...chain, match]);
}
