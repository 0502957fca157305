import type { MessageRef, OutboxItem, OutboxWish } from './outbox-item.ts';
import { idOf, keyOf, type OutboxRow } from './outbox-row.ts';

/** When something that failed may be tried again. Instants are on the monotonic clock. */
export interface Pace {
  failures: number;
  /** Not tried before; a hint of the device may hasten it. */
  notBeforeMs: number;
  /** Not tried before, whatever happens: the server asked for it. */
  floorMs: number;
}

/** A row as this page knows it, with what only matters while it runs. Instants are on the monotonic clock. */
export interface BookEntry extends Pace {
  readonly key: string;
  readonly id: string;
  row: OutboxRow;
  /** Things of one conversation go one after another. */
  readonly conversation: string;
  /** Since when it waits for the network; undefined when it was found at start, so that nobody knows for how long. */
  seenAtMs: number | undefined;
  /** The user did it on this page. */
  isOwn: boolean;
  isSending: boolean;
}

/** What waits, in order, as this page knows it. The journal decides; this follows it. */
export interface OutboxBook {
  readonly entries: readonly BookEntry[];
  get(key: string): BookEntry | undefined;
  /** Of one that is known only the row changes, unless its user has just let it go on: then it begins anew. */
  put(row: OutboxRow, seenAtMs: number | undefined, isOwn: boolean): void;
  remove(key: string): void;
}

export function createBook(): OutboxBook {
  const entries: BookEntry[] = [];
  const byKey = new Map<string, BookEntry>();
  return {
    entries,
    get: (key) => byKey.get(key),
    put(row, seenAtMs, isOwn) {
      const key = keyOf(row);
      const known = byKey.get(key);
      if (known !== undefined) {
        const isLetGo = row.confirmed?.times !== known.row.confirmed?.times;
        Object.assign(known, { row }, isLetGo && { seenAtMs, isOwn, ...unhindered });
        return;
      }
      const entry = { key, id: idOf(row), row, conversation: conversationOf(row), seenAtMs, isOwn, ...unhindered, isSending: false };
      byKey.set(key, entry);
      // Mostly at the end, and what goes mostly from the beginning.
      let at = entries.length;
      while (at > 0 && (entries[at - 1]?.key ?? '') > key) at -= 1;
      entries.splice(at, 0, entry);
    },
    remove(key) {
      const entry = byKey.get(key);
      if (entry === undefined) return;
      byKey.delete(key);
      entries.splice(entries.indexOf(entry), 1);
    },
  };
}

/** As its user sees it. @param entry undefined before it is in the book */
export function itemOf(entry: BookEntry | undefined, row: OutboxRow): OutboxItem {
  const { isTried: _isTried, confirmed: _confirmed, trouble, ...shown } = row;
  return { ...shown, id: idOf(row), state: trouble ?? { kind: entry?.isSending === true ? 'sending' : 'queued' }, failedAttempts: entry?.failures ?? 0 };
}

export const unhindered: Pace = { failures: 0, notBeforeMs: -Infinity, floorMs: -Infinity };

/** Transfers to one payee are a conversation of their own. */
function conversationOf({ userId, wish }: OutboxRow): string {
  return `${userId} ${wish.kind === 'transfer' ? `> ${wish.payee}` : wish.chatId}`;
}

/** The same change, of the message that is named so. */
export function retargeted(row: OutboxRow, target: MessageRef): OutboxRow {
  return 'target' in row.wish ? { ...row, wish: { ...row.wish, target } } : row;
}

/** The item that has to be sent before this one can be; undefined when there is none. */
export function needsItem(wish: OutboxWish): string | undefined {
  return 'target' in wish && 'itemId' in wish.target ? wish.target.itemId : undefined;
}
