import { formatMinor } from '@sora/core';
import type { MoneyUnit } from '../api/money.ts';

/** Money as it is read: digits and unit apart, so that they can be set in different weights. */
export interface Amount {
  readonly text: string;
  readonly unit: string;
}

/** The sign, as long as a plus: a hyphen would not line up with it. */
const minus = '\u2212';

/** Exact at any size: what travels as digits never becomes a JavaScript number. */
export function amountOf(minor: string, unit: string, units: readonly MoneyUnit[]): Amount {
  const exponent = units.find((known) => known.unit === unit)?.exponent;
  // A guess of two decimals would be wrong by a hundred for a coin without any.
  if (exponent === undefined) return { text: inDigits(BigInt(minor), 0), unit: `minor units of ${unit}` };
  return { text: inDigits(BigInt(minor), exponent), unit };
}

export function formatAmount(minor: string, unit: string, units: readonly MoneyUnit[]): string {
  const amount = amountOf(minor, unit, units);
  return `${amount.text} ${amount.unit}`;
}

/** With its sign: `+5.00`, `−5.00`, `0.00`. */
export function formatChange(minor: string, unit: string, units: readonly MoneyUnit[]): string {
  const { text } = amountOf(minor, unit, units);
  return BigInt(minor) > 0n ? `+${text}` : text;
}

function inDigits(minor: bigint, exponent: number): string {
  const [whole = '', ...decimals] = formatMinor(minor, exponent).replace('-', minus).split('.');
  return [whole.replaceAll(/\B(?=(\d{3})+$)/g, ','), ...decimals].join('.');
}
