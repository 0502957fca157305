import type { Expression, Literal, Slice, Variable } from '../language/ast.ts';
import { callDeclared, callLanguage, callOn } from './calls.ts';
import { conditional, logical, not, truthOf } from './logic.ts';
import { arithmetic, negate } from './operators/arithmetic.ts';
import { equality, ordering } from './operators/comparison.ts';
import { lookUpIndex, lookUpKey, lookUpSlice } from './operators/look-up.ts';
import { isType, membership } from './operators/membership.ts';
import { listOf, mapOf, pathOf } from './composites.ts';
import type { Frame, Run } from './run.ts';
import { withinSize, workOf } from './size-limits.ts';
import { failure, type Outcome, type Value } from './values/value.ts';
import { watched } from './watch.ts';

/**
 * The value of an expression, or why it has none. Total: every expression ends, because functions cannot recurse past the
 * call depth and the budget counts expressions. Arguments and lets are evaluated when first used: an error in one that is
 * never used stays without effect, which allows no less than any other order would.
 */
export function evaluate(expression: Expression, frame: Frame, run: Run): Outcome {
  switch (expression.kind) {
    case 'literal': return literal(expression);
    case 'variable': return variable(expression, frame, run);
    case 'missing': return failure('syntax', 'The file has a syntax error here.');
    default: return run.budget.spendExpression() ?? withinSize(settled(expression, frame, run));
  }
}

/** What a decided part hung on is of no more interest. */
function settled(expression: Compound, frame: Frame, run: Run): Outcome {
  const { watch } = run;
  const before = watch?.open.length ?? 0;
  const outcome = compound(expression, frame, run);
  if (watch !== undefined && (outcome.kind === 'bool' || outcome.kind === 'error')) watch.open.length = before;
  return outcome;
}

type Compound = Exclude<Expression, { kind: 'literal' | 'variable' | 'missing' }>;

function compound(expression: Compound, frame: Frame, run: Run): Outcome {
  switch (expression.kind) {
    case 'and':
    case 'or': return logical(expression, { frame, run, evaluate });
    case 'conditional': return conditional(expression, { frame, run, evaluate });
    case 'not': return withValue(evaluate(expression.operand, frame, run), (value) => not(truthOf(value, run)));
    case 'negate': return withValue(evaluate(expression.operand, frame, run), negate);
    case 'list': return listOf(expression.items.map((item) => evaluate(item, frame, run)));
    case 'map': return mapOf(expression.entries.map(({ key, value }) => [evaluate(key, frame, run), evaluate(value, frame, run)]));
    case 'path': return pathOf(expression, (inserted) => evaluate(inserted, frame, run), run.watch);
    case 'call': return run.names.calls.get(expression)?.kind === 'declared' ? callDeclared(expression, { frame, run, evaluate }) : callLanguage(expression, { frame, run, evaluate });
    case 'method': return callOn(expression, { frame, run, evaluate });
    default: return operator(expression, frame, run);
  }
}

type Operator = Extract<Expression, { kind: 'member' | 'index' | 'slice' | 'is' | 'binary' }>;

function operator(expression: Operator, frame: Frame, run: Run): Outcome {
  const of = (part: Expression) => evaluate(part, frame, run);
  switch (expression.kind) {
    case 'member': return withValue(of(expression.object), (object) => lookUpKey(object, expression.name.text));
    case 'is': return withValue(of(expression.value), (value) => watched(run.watch, isType(value, expression.type.text), () => ({ kind: 'is', value, type: expression.type.text })));
    case 'index': return withValue(of(expression.object), (object) => withValue(of(expression.at), (at) => run.budget.spendWork(workOf(object, [])) ?? watched(run.watch, lookUpIndex(object, at), () => ({ kind: 'index', object, at }))));
    case 'slice': return slice(expression, of, run);
    case 'binary': return withValue(of(expression.left), (left) => withValue(of(expression.right), (right) => run.budget.spendWork(workOf(left, [right])) ?? watched(run.watch, binary(expression.operator, left, right), () => ({ kind: 'binary', operator: expression.operator, left, right }))));
  }
}

function slice({ object, from, to }: Slice, of: (part: Expression) => Outcome, run: Run): Outcome {
  const end = (part: Expression | undefined, build: (value: Value | undefined) => Outcome) => (part === undefined ? build(undefined) : withValue(of(part), build));
  return withValue(of(object), (whole) => end(from, (start) => end(to, (stop) => run.budget.spendWork(workOf(whole, [])) ?? lookUpSlice(whole, start, stop))));
}

function binary(symbol: Extract<Expression, { kind: 'binary' }>['operator'], left: Value, right: Value): Outcome {
  switch (symbol) {
    case '==':
    case '!=': return equality(symbol, left, right);
    case 'in': return membership(left, right);
    case '<':
    case '<=':
    case '>':
    case '>=': return ordering(symbol, left, right);
    default: return arithmetic(symbol, left, right);
  }
}

/** An error is the answer of whatever is built on it; only `&&`, `||` and `?:` look past one. */
function withValue(outcome: Outcome, build: (value: Value) => Outcome): Outcome {
  return outcome.kind === 'error' ? outcome : build(outcome);
}

const maxInt = 2n ** 63n - 1n;

function literal({ value }: Literal): Outcome {
  return value.kind === 'int' && value.value > maxInt ? failure('not-a-number', `${value.value} does not fit into 64 bits.`) : value;
}

function variable(expression: Variable, frame: Frame, run: Run): Outcome {
  const binding = run.names.variables.get(expression);
  switch (binding?.kind) {
    case 'request': return run.request;
    case 'resource': return run.resource;
    case 'capture': return run.captures.get(binding.segment) ?? undefinedName(expression);
    case 'parameter': return frame.variables.get(binding.parameter)?.() ?? undefinedName(expression);
    case 'let': return frame.variables.get(binding.binding)?.() ?? undefinedName(expression);
    default: return undefinedName(expression);
  }
}

function undefinedName({ name }: Variable): Outcome {
  return failure('undefined-name', `"${name.slice(0, 80)}" has no value here.`);
}
