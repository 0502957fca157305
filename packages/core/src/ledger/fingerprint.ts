import type { Sha256 } from '../kernel/sha256.ts';
import type { Operation } from './operation.ts';

/**
 * What was asked for, memo and force aside, and the keys it was linked with, so that a member of a group sent alone is another wish. SHA-256
 * of this JSON array, without spaces: `[kind, payer, key, payee, amountMinor, holdKey, expiresInMs, linked]`, where what the kind does not
 * have is `null`, and the amount is a decimal string.
 * @param linked `null` for an operation alone, else `[payer, key, payer, key, …]` of its whole group in order
 */
export function fingerprintOf(operation: Operation, linked: readonly string[] | null, sha256: Sha256): string {
  const { kind, payer, key } = operation;
  const payee = kind === 'transfer' || kind === 'hold' ? operation.payee : null;
  const amount = kind === 'void' || kind === 'expire' ? undefined : operation.amountMinor;
  const holdKey = kind === 'transfer' || kind === 'hold' ? null : operation.holdKey;
  const expiresInMs = kind === 'hold' ? operation.expiresInMs : null;
  return sha256(JSON.stringify([kind, payer, key, payee, amount === undefined ? null : `${amount}`, holdKey, expiresInMs, linked]));
}
