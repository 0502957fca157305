import { SoraError } from '@sora/core';

/** What a provider needs and the settings lack. @throws {SoraError} `not-set-up` naming the setting */
export function needed(value: string | undefined, name: string): string {
  if (value === undefined) throw new SoraError('not-set-up', { detail: `${name} is not set.` });
  return value;
}

/** A number that JSON carries exactly. @throws {SoraError} `invalid-operation` */
export function exactNumber(amountMinor: bigint): number {
  if (amountMinor > BigInt(Number.MAX_SAFE_INTEGER)) throw new SoraError('invalid-operation', { detail: `No provider moves ${amountMinor} at once.` });
  return Number(amountMinor);
}

/** Providers move currencies, not an app's own coins. @throws {SoraError} `invalid-operation` */
export function currencyOf(unit: string): string {
  if (!/^[A-Z]{3}$/.test(unit)) throw new SoraError('invalid-operation', { detail: `${unit} is no currency: only ISO 4217 currencies can be paid in or out.` });
  return unit;
}
