import type { Expression, FunctionDeclaration } from '../ast.ts';
import { accessNames, isOneOf } from '../names/language-names.ts';
import type { Names } from '../names/names.ts';
import { childrenOf, expressionsOf } from '../walk.ts';

/** The most that one evaluation can use up. */
export interface Cost {
  readonly expressions: number;
  /** Calls of get, exists, getAfter and existsAfter; one document asked for twice counts twice here, but once when it runs. */
  readonly accesses: number;
}

const nothing: Cost = { expressions: 0, accesses: 0 };

/** Costs of expressions under one meaning of names; what a function costs is worked out once. */
export function costsIn(names: Names): (expression: Expression) => Cost {
  const known = new Map<FunctionDeclaration, Cost>();
  function ofFunction(declaration: FunctionDeclaration): Cost {
    const found = known.get(declaration);
    if (found !== undefined) return found;
    // Stands while the body is worked out, so that a recursive function ends; it is an error of its own.
    known.set(declaration, nothing);
    const cost = expressionsOf(declaration).map(ofExpression).reduce(sum, nothing);
    known.set(declaration, cost);
    return cost;
  }
  function ofExpression(expression: Expression): Cost {
    if (expression.kind === 'conditional') return sum(ofExpression(expression.condition), most(ofExpression(expression.whenTrue), ofExpression(expression.whenFalse)));
    const inside = childrenOf(expression).map(ofExpression).reduce(sum, nothing);
    return sum(inside, ownCost(expression));
  }
  function ownCost(expression: Expression): Cost {
    if (expression.kind === 'literal' || expression.kind === 'variable') return nothing;
    if (expression.kind === 'and' || expression.kind === 'or') return { expressions: expression.operands.length - 1, accesses: 0 };
    const callee = expression.kind === 'call' ? names.calls.get(expression) : undefined;
    if (callee?.kind === 'declared') return sum({ expressions: 1, accesses: 0 }, ofFunction(callee.declaration));
    return { expressions: 1, accesses: callee?.kind === 'language' && isOneOf(accessNames, callee.name) || asksFirestore(expression) ? 1 : 0 };
  }
  return ofExpression;
}

function asksFirestore(expression: Expression): boolean {
  return expression.kind === 'method' && isOneOf(accessNames, expression.name.text) && expression.object.kind === 'variable' && expression.object.name === 'firestore';
}

function sum(a: Cost, b: Cost): Cost {
  return { expressions: a.expressions + b.expressions, accesses: a.accesses + b.accesses };
}

function most(a: Cost, b: Cost): Cost {
  return { expressions: Math.max(a.expressions, b.expressions), accesses: Math.max(a.accesses, b.accesses) };
}
