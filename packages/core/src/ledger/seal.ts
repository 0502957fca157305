import type { Sha256 } from '../kernel/sha256.ts';
import type { Memo } from './operation.ts';
import type { Transfer } from './transfer.ts';

/** The seal before the first transfer of a lane. */
export const genesisSeal = '0'.repeat(64);

/**
 * The seal of a transfer: it proves every field but the erasable memo, and through the seal before it all that its lane booked earlier.
 *
 * To check it in another language: for each lane of a tenant, take its transfers by `seq` (1, 2, 3 … without a gap), begin with 64 zeros, and
 * compute SHA-256, as 64 lowercase hexadecimal digits, of the UTF-8 bytes of one JSON array (RFC 8259) of exactly these 22 elements:
 *
 * ```
 * [previousSeal, tenant, lane, seq, atMs, kind, payer, key, payee, unit, amountMinor, holdKey, expiresAtMs, linkedKey,
 *  payerPosting, payerBalanceMinor, payerHeldMinor, payeePosting, payeeBalanceMinor, payeeHeldMinor, memoDigest, fingerprint]
 * ```
 *
 * - no spaces or line breaks between the elements
 * - `lane`, `seq`, `atMs`, `expiresAtMs`, `payerPosting` and `payeePosting` are JSON numbers without sign, fraction or exponent;
 *   instants are whole milliseconds since 1970-01-01T00:00:00Z
 * - whatever ends in `Minor` is a JSON string of the decimal digits, with a leading `-` where it is below zero
 * - what a transfer does not have is `null`; the three payee leg elements are `null` together
 * - in strings only `"` and `\` are escaped (as `\"` and `\\`); accounts, keys, units and digests are visible ASCII. A tenant outside of that
 *   is escaped as ECMAScript's JSON.stringify does
 * @param transfer its own `seal`, and text and salt of its memo, are not looked at
 * @param previousSeal of the transfer before it in its lane, or `genesisSeal`
 */
export function sealOf(transfer: Omit<Transfer, 'seal'>, previousSeal: string, sha256: Sha256): string {
  const { payerLeg, payeeLeg } = transfer;
  return sha256(JSON.stringify([
    previousSeal, transfer.tenant, transfer.lane, transfer.seq, transfer.atMs, transfer.kind, transfer.payer, transfer.key, transfer.payee,
    transfer.unit, `${transfer.amountMinor}`, transfer.holdKey, transfer.expiresAtMs, transfer.linkedKey,
    payerLeg.posting, `${payerLeg.balanceMinor}`, `${payerLeg.heldMinor}`,
    payeeLeg?.posting, payeeLeg && `${payeeLeg.balanceMinor}`, payeeLeg && `${payeeLeg.heldMinor}`, transfer.memoDigest, transfer.fingerprint,
  ]));
}

/** What stays of a memo when it is erased: SHA-256, as 64 lowercase hexadecimal digits, of the UTF-8 bytes of its salt followed by its text. */
export function memoDigestOf({ text, salt }: Memo, sha256: Sha256): string {
  return sha256(salt + text);
}
