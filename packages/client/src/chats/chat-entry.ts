import { type AiOrigin, contentDigestOf, type Entry, entryDigestOf, type Sha256 } from '@sora/core';
import { fieldsOf } from '../session/answers.ts';

/** An entry of a chat's log as the server sends it, over HTTP and over the socket alike. */
export interface ChatEntry {
  readonly seq: number;
  readonly kind: 'message' | 'edit' | 'delete';
  readonly target?: number;
  readonly version: number;
  readonly userId: string;
  readonly install: string;
  readonly installSeq: number;
  /** Absent once erased, and of a delete. */
  readonly text?: string;
  readonly salt?: string;
  readonly contentDigest?: string;
  readonly paymentKey?: string;
  readonly ai?: Omit<AiOrigin, 'costMinor'> & { readonly costMinor: string };
  readonly digest: string;
  readonly atMs: number;
}

/** What entries are checked against: where they belong, and the digest before the first of them. */
export interface ChainEnd {
  readonly tenant: string;
  readonly chatId: string;
  readonly seq: number;
  readonly digest: string;
}

/**
 * The entries that follow the end of a chain, as far as they do: numbers without a gap, texts and digests right. What does not fit, and all that
 * comes after it, is left out.
 */
export function following(entries: readonly unknown[], end: ChainEnd, sha256: Sha256): readonly ChatEntry[] {
  const fit: ChatEntry[] = [];
  let { seq, digest } = end;
  for (const candidate of entries) {
    const entry = entryOf(candidate);
    if (entry === undefined || entry.seq !== seq + 1 || !isWhole(entry, { ...end, digest }, sha256)) break;
    fit.push(entry);
    seq = entry.seq;
    digest = entry.digest;
  }
  return fit;
}

function isWhole({ text, salt, ai, ...entry }: ChatEntry, { tenant, chatId, digest }: ChainEnd, sha256: Sha256): boolean {
  if (text !== undefined && salt !== undefined && contentDigestOf({ text, salt }, sha256) !== entry.contentDigest) return false;
  const whole: Omit<Entry, 'digest'> = {
    tenant, chat: chatId, content: undefined, target: undefined, contentDigest: undefined, paymentKey: undefined, ...entry,
    ai: ai && { ...ai, costMinor: BigInt(ai.costMinor) },
  };
  return entryDigestOf(whole, digest, sha256) === entry.digest;
}

function entryOf(candidate: unknown): ChatEntry | undefined {
  const fields = fieldsOf(candidate);
  if (fields === undefined || typeof fields['seq'] !== 'number' || typeof fields['digest'] !== 'string') return undefined;
  const { ai } = fields;
  if (ai !== undefined && !/^\d{1,30}$/.test(String(fieldsOf(ai)?.['costMinor']))) return undefined;
  // The digest proves the rest: no field can be another than the one that the server hashed.
  return candidate as ChatEntry;
}
