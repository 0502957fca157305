import type { Expression, FunctionDeclaration } from '../language/ast.ts';
import type { Names } from '../language/names/names.ts';
import { expressionsOf, withinExpression } from '../language/walk.ts';

/** Every expression of a condition, and of the functions that it calls, each once. */
export function* reachableFrom(condition: Expression, names: Names): Generator<Expression> {
  const called = new Set<FunctionDeclaration>();
  const waiting = [condition];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const expression of withinExpression(next)) {
      yield expression;
      const callee = expression.kind === 'call' ? names.calls.get(expression) : undefined;
      if (callee?.kind !== 'declared' || called.has(callee.declaration)) continue;
      called.add(callee.declaration);
      waiting.push(...expressionsOf(callee.declaration));
    }
  }
}

/** `name` in `object.name`, `object['name']` and `object.get('name', …)`. */
export function fieldRead(expression: Expression): { readonly object: Expression; readonly name: string } | undefined {
  if (expression.kind === 'member') return { object: expression.object, name: expression.name.text };
  if (expression.kind === 'index') return named(expression.object, expression.at);
  return expression.kind === 'method' && expression.name.text === 'get' ? named(expression.object, expression.arguments[0]) : undefined;
}

function named(object: Expression, name: Expression | undefined) {
  return name?.kind === 'literal' && name.value.kind === 'string' ? { object, name: name.value.value } : undefined;
}

/** `resource.data` and `request.resource.data`. */
export function isDocumentData(expression: Expression): boolean {
  if (expression.kind !== 'member' || expression.name.text !== 'data') return false;
  const { object } = expression;
  if (object.kind === 'variable') return object.name === 'resource';
  return object.kind === 'member' && object.name.text === 'resource' && object.object.kind === 'variable' && object.object.name === 'request';
}
