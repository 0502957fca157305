import type { Allow, Expression, FunctionDeclaration } from '../language/ast.ts';
import { accessNames, isOneOf } from '../language/names/language-names.ts';
import { expressionsOf, withinExpression } from '../language/walk.ts';
import type { Condition } from './search/question.ts';

/** What a condition speaks of, with all the functions that it calls. */
export interface Uses {
  /** Who asks. */
  readonly auth: boolean;
  /** Other documents. */
  readonly documents: boolean;
}

const known = new WeakMap<Allow, Uses>();

export function usesOf(condition: Condition): Uses {
  const found = known.get(condition.allow) ?? read(condition);
  known.set(condition.allow, found);
  return found;
}

function read({ ruleset: { names }, allow }: Condition): Uses {
  const waiting: Expression[] = allow.condition === undefined ? [] : [allow.condition];
  const seen = new Set<FunctionDeclaration>();
  let auth = false;
  let documents = false;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const expression of withinExpression(next)) {
      // `request` as a whole may be handed to a function that looks into it.
      if (expression.kind === 'member' && expression.name.text === 'auth') auth = true;
      if (expression.kind === 'index') auth ||= expression.at.kind !== 'literal' || (expression.at.value.kind === 'string' && expression.at.value.value === 'auth');
      if ((expression.kind === 'call' || expression.kind === 'method') && isOneOf(accessNames, expression.name.text)) documents = true;
      const callee = expression.kind === 'call' ? names.calls.get(expression) : undefined;
      if (callee?.kind !== 'declared' || seen.has(callee.declaration)) continue;
      seen.add(callee.declaration);
      waiting.push(...expressionsOf(callee.declaration));
    }
  }
  return { auth, documents };
}
