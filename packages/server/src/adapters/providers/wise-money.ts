import { SoraError } from '@sora/core';
import { exactNumber } from './provider-errors.ts';
import type { WiseSettings } from './wise-client.ts';

/** Digits behind the decimal point of a unit. @throws {SoraError} `invalid-operation` for one that SORA_MONEY_UNITS does not name */
export function unitDigits(units: WiseSettings['SORA_MONEY_UNITS'], unit: string): number {
  const known = units.find((each) => each.unit === unit);
  if (known === undefined) throw new SoraError('invalid-operation', { detail: `SORA_MONEY_UNITS does not name ${unit}.` });
  return known.exponent;
}

/** 12.34 for 1234 with two digits: Wise counts in whole units, as JSON numbers, of which 15 digits are exact. */
export function toMajor(amountMinor: bigint, digits: number): number {
  if (amountMinor >= 10n ** 15n) throw new SoraError('invalid-operation', { detail: `Wise cannot be asked for ${amountMinor} at once.` });
  return exactNumber(amountMinor) / 10 ** digits;
}

/** The other way; the sign is dropped. */
export function toMinor(amount: number, digits: number): bigint {
  return BigInt(Math.round(Math.abs(amount) * 10 ** digits));
}
