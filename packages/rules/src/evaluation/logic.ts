import type { Conditional, Expression, Logical } from '../language/ast.ts';
import type { Evaluate, Frame, Run } from './run.ts';
import { bool, isNever, mismatch, type Outcome, unknown, type UnknownValue, type Value } from './values/value.ts';

/** Where an expression is evaluated, and how its parts are. */
export interface Context {
  readonly frame: Frame;
  readonly run: Run;
  readonly evaluate: Evaluate;
}

/**
 * `&&` and `||`. An operand that decides (`false` of &&, `true` of ||) decides even beside an error, on either side of it;
 * otherwise an error is the answer. So evaluation stops at the first that decides, and goes on past an error.
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#logical-operators, which the language follows here
 */
export function logical({ kind, operands }: Logical, context: Context): Outcome {
  const decides = kind === 'or';
  let failed: Outcome | undefined;
  const open: UnknownValue[] = [];
  for (const [at, operand] of operands.entries()) {
    // A chain of n operands is n - 1 expressions to Firebase; the first was counted on the way in.
    const refusal = at > 1 ? context.run.budget.spendExpression() : undefined;
    if (refusal !== undefined) return refusal;
    const outcome = asBool(evaluated(operand, kind === 'and' ? 'conjunct' : 'disjunct', context), { what: kind === 'and' ? '"&&"' : '"||"', run: context.run });
    if (outcome.kind === 'bool' && outcome.value === decides) return outcome;
    if (outcome.kind === 'error') failed ??= outcome;
    if (outcome.kind === 'unknown') open.push(outcome);
  }
  // Unknown before error: the unknown may still turn out to be what decides.
  return open.length > 0 ? openChain(open, decides, failed !== undefined) : (failed ?? bool(!decides));
}

/** What a chain cannot come to, as far as its operands tell: one that fails, or is never true, keeps an && from being true. */
function openChain(open: readonly UnknownValue[], decides: boolean, hasFailure: boolean): UnknownValue {
  const excludes = [
    ...(hasFailure || open.some((operand) => isNever(operand, !decides)) ? [bool(!decides)] : []),
    ...(open.every((operand) => isNever(operand, decides)) ? [bool(decides)] : []),
  ];
  return { ...unknown(`an unknown operand of ${decides ? 'or' : 'and'}`), known: excludes.length > 0 ? { excludes } : {} };
}

/** `?:` evaluates only the side that its condition chooses. Sides that agree decide nothing while the condition may be an error. */
export function conditional({ condition, whenTrue, whenFalse }: Conditional, context: Context): Outcome {
  const { evaluate, frame, run } = context;
  const choice = asBool(evaluated(condition, 'choice', context), { what: '"?:"', run });
  if (choice.kind === 'error') return choice;
  return choice.kind === 'bool' ? evaluate(choice.value ? whenTrue : whenFalse, frame, run) : unknown('an unknown choice');
}

export function not(value: Value): Outcome {
  if (value.kind === 'unknown') return { ...unknown(`!${value.name}`), known: { excludes: [true, false].filter((each) => isNever(value, !each)).map(bool) } };
  return value.kind === 'bool' ? bool(!value.value) : mismatch('"!"', value);
}

/** Records what an operand came to, but for one that is itself a chain: its own operands say it. */
function evaluated(expression: Expression, role: 'conjunct' | 'disjunct' | 'choice', { evaluate, frame, run }: Context): Outcome {
  const outcome = evaluate(expression, frame, run);
  if (expression.kind !== 'and' && expression.kind !== 'or') run.tracer.record(role, { range: expression.range, depth: frame.depth }, outcome);
  return outcome;
}

function asBool(outcome: Outcome, { what, run }: { readonly what: string; readonly run: Run }): Outcome {
  if (outcome.kind === 'unknown') return truthOf(outcome, run);
  return outcome.kind === 'bool' || outcome.kind === 'error' ? outcome : mismatch(what, outcome);
}

/** The value where a truth value is needed: of a variable of the prover, that it is needed is noted. */
export function truthOf(value: Value, { watch }: Run): Value {
  if (watch !== undefined && value.kind === 'unknown' && value.variable !== undefined) watch.open.push({ kind: 'truth', value });
  return value;
}
