import type { MessageRef, OutboxWish } from './outbox-item.ts';
import { idOf, keyOf, type OutboxRow } from './outbox-row.ts';

/** A row as this page knows it, with what only matters while it runs. Instants are on the monotonic clock. */
export interface BookEntry {
  readonly key: string;
  readonly id: string;
  row: OutboxRow;
  /** Things of one conversation go one after another. */
  readonly conversation: string;
  /** Since when it waits for the network; undefined when it was found at start, so that nobody knows for how long. */
  seenAtMs: number | undefined;
  /** The user did it on this page. */
  isOwn: boolean;
  failures: number;
  /** Not tried before; a hint of the device may hasten it. */
  notBeforeMs: number;
  /** Not tried before, whatever happens: the server asked for it. */
  floorMs: number;
  isSending: boolean;
}

/** What waits, in order, as this page knows it. The journal decides; this follows it. */
export interface OutboxBook {
  readonly entries: readonly BookEntry[];
  get(key: string): BookEntry | undefined;
  /** Of one that is known only the row changes, unless its user has just let it go on: then it begins anew. */
  put(row: OutboxRow, how: Pick<BookEntry, 'seenAtMs' | 'isOwn'>): void;
  remove(key: string): void;
}

export function createBook(): OutboxBook {
  const entries: BookEntry[] = [];
  const byKey = new Map<string, BookEntry>();
  return {
    entries,
    get: (key) => byKey.get(key),
    put(row, how) {
      const key = keyOf(row);
      const known = byKey.get(key);
      if (known !== undefined) {
        const isLetGo = row.confirmed?.times !== known.row.confirmed?.times;
        Object.assign(known, { row }, isLetGo && { ...how, ...fresh });
        return;
      }
      const entry = newEntry(row, how);
      byKey.set(key, entry);
      entries.splice(placeOf(entries, key), 0, entry);
    },
    remove(key) {
      if (byKey.delete(key)) entries.splice(placeOf(entries, key), 1);
    },
  };
}

const fresh = { failures: 0, notBeforeMs: -Infinity, floorMs: -Infinity };

function newEntry(row: OutboxRow, how: Pick<BookEntry, 'seenAtMs' | 'isOwn'>): BookEntry {
  return { key: keyOf(row), id: idOf(row), row, conversation: conversationOf(row.userId, row.wish), ...how, ...fresh, isSending: false };
}

/** Transfers to one payee are a conversation of their own. */
function conversationOf(userId: string, wish: OutboxWish): string {
  return wish.kind === 'transfer' ? `${userId} > ${wish.payee}` : `${userId} ${wish.chatId}`;
}

/** Where the key stands or would stand. Mostly at the end, and what goes mostly at the beginning. */
function placeOf(entries: readonly BookEntry[], key: string): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a change is about. */
export function targetOf(wish: OutboxWish): MessageRef | undefined {
  return wish.kind === 'edit' || wish.kind === 'delete' ? wish.target : undefined;
}

/** The item that has to be sent before this one can be; undefined when there is none. */
export function needsItem(wish: OutboxWish): string | undefined {
  const target = targetOf(wish);
  return target !== undefined && 'itemId' in target ? target.itemId : undefined;
}
