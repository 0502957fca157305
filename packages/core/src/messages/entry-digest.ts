import type { Sha256 } from '../kernel/sha256.ts';
import type { AiOrigin, Content, Entry } from './entry.ts';

/** The digest of a chat before its first entry. */
export const genesisDigest = '0'.repeat(64);

/**
 * The rolling digest at an entry: it proves every field but the erasable text and salt, and through the digest before it all that the chat's
 * log had earlier. Whoever has the same digest at the same number has the same log up to there.
 *
 * To check it in another language: take the entries of a chat by `seq` (1, 2, 3 … without a gap), begin with 64 zeros, and compute SHA-256, as
 * 64 lowercase hexadecimal digits, of the UTF-8 bytes of one JSON array (RFC 8259) of exactly these 14 elements:
 *
 * ```
 * [previousDigest, tenant, chat, seq, atMs, kind, userId, install, installSeq, target, version, contentDigest, paymentKey, ai]
 * ```
 *
 * - no spaces or line breaks between the elements
 * - `seq`, `atMs`, `installSeq`, `target` and `version` are JSON numbers without sign, fraction or exponent; `atMs` is whole milliseconds since
 *   1970-01-01T00:00:00Z
 * - `ai` is an array of five: `[model, inputTokens, outputTokens, costMinor, unit]`, the tokens as numbers, the cost as a string of digits; of
 *   six, with `askedBy` at its end, where that is known
 * - what an entry does not have is `null`
 * - in strings only `"` and `\` are escaped (as `\"` and `\\`); all are visible ASCII. A tenant outside of that is escaped as ECMAScript's
 *   JSON.stringify does
 * @param entry its own `digest`, and text and salt of its content, are not looked at
 * @param previous digest of the entry before it, or `genesisDigest`
 */
export function entryDigestOf(entry: Omit<Entry, 'digest'>, previous: string, sha256: Sha256): string {
  return sha256(JSON.stringify([
    previous, entry.tenant, entry.chat, entry.seq, entry.atMs, entry.kind, entry.userId, entry.install, entry.installSeq,
    entry.target, entry.version, entry.contentDigest, entry.paymentKey, entry.ai && aiElements(entry.ai),
  ]));
}

/** What stays of a text when it is erased: SHA-256, as 64 lowercase hexadecimal digits, of the UTF-8 bytes of its salt followed by the text. */
export function contentDigestOf({ text, salt }: Content, sha256: Sha256): string {
  return sha256(salt + text);
}

function aiElements({ model, inputTokens, outputTokens, costMinor, unit, askedBy }: AiOrigin): readonly unknown[] {
  return [model, inputTokens, outputTokens, `${costMinor}`, unit, ...(askedBy === undefined ? [] : [askedBy])];
}
