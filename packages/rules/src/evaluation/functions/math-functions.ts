import { numberOf } from '../methods/method.ts';
import { bool, failure, float, int, type Outcome, type Value } from '../values/value.ts';
import type { NamespaceFunction, NamespaceFunctions } from './namespace-function.ts';

/** @see https://firebase.google.com/docs/reference/rules/rules.math */
export const mathFunctions: NamespaceFunctions = {
  abs: { takes: ['number'], run: ([x]) => (x?.kind === 'int' ? int(x.value < 0n ? -x.value : x.value) : float(Math.abs(numberOf(x)))) },
  ceil: rounding(Math.ceil),
  floor: rounding(Math.floor),
  /** Halves go away from zero. */
  round: rounding((x) => Math.sign(x) * Math.round(Math.abs(x))),
  sqrt: { takes: ['number'], run: ([x]) => float(Math.sqrt(numberOf(x))) },
  pow: { takes: ['number', 'number'], run: ([base, exponent]) => float(numberOf(base) ** numberOf(exponent)) },
  isInfinite: { takes: ['number'], run: ([x]) => bool(Math.abs(numberOf(x)) === Infinity) },
  isNaN: { takes: ['number'], run: ([x]) => bool(Number.isNaN(numberOf(x))) },
};

function rounding(round: (x: number) => number): NamespaceFunction {
  return { takes: ['number'], run: ([x]) => (x?.kind === 'int' ? x : whole(round(numberOf(x)), x)) };
}

function whole(value: number, from: Value | undefined): Outcome {
  return Number.isFinite(value) ? int(value) : failure('not-a-number', `A ${from?.kind ?? 'value'} without end has no whole number.`);
}
