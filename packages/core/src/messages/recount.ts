import type { Chat } from './chat.ts';
import { messagesPer } from './append-entry.ts';
import { genesisDigest } from './entry-digest.ts';
import type { Entry } from './entry.ts';

/** What follows from a chat's entries alone. */
export interface Recount {
  readonly lastSeq: number;
  readonly digest: string;
  /** Messages that are not deleted. */
  readonly messages: number;
  /** The latest version of each message that was changed, by its number; all others are at their first. */
  readonly versions: ReadonlyMap<number, number>;
}

/** Counts anew. @param entries of one chat, by number from 1, without a gap; pages of them can be chained into one iterable */
export function recount(entries: Iterable<Entry>): Recount {
  let [lastSeq, digest, messages] = [0, genesisDigest, 0];
  const versions = new Map<number, number>();
  for (const entry of entries) {
    ({ seq: lastSeq, digest } = entry);
    messages += messagesPer[entry.kind];
    if (entry.target !== undefined) versions.set(entry.target, entry.version);
  }
  return { lastSeq, digest, messages, versions };
}

/** What the head of a chat says otherwise than its entries, in words; empty when it is right. */
export function headDifferences(chat: Pick<Chat, 'lastSeq' | 'digest' | 'messages'>, counted: Recount): readonly string[] {
  const fields = ['lastSeq', 'digest', 'messages'] as const;
  return fields.filter((field) => chat[field] !== counted[field]).map((field) => `${field} says ${chat[field]}; the entries come to ${counted[field]}`);
}
