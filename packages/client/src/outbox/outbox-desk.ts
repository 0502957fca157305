import type { Clock } from '@sora/core';
import type { JournalWrite } from '../ports/journal.ts';
import { quietly } from '../crash/quietly.ts';
import { listeners } from '../session/listeners.ts';
import type { OpenDrafts } from '../drafts/open-drafts.ts';
import { boxes, keysIn, metaKeys, metaWrites } from './outbox-boxes.ts';
import { type BookEntry, createBook, type OutboxBook } from './outbox-book.ts';
import type { OutboxHints } from './outbox-hints.ts';
import type { DeliveryReceipt } from './outbox-item.ts';
import { keyOf, type OutboxRow, readRow, writeRow } from './outbox-row.ts';
import type { CurrentUser } from './remembered-user.ts';
import type { OutboxStore } from './open-outbox-store.ts';
import { scanBox } from './scan-box.ts';

/** What a change was told, in the order it asked. */
export interface Seen {
  readonly rows: readonly (OutboxRow | undefined)[];
  readonly receipts: readonly (DeliveryReceipt | undefined)[];
  /** What the next new row is called. */
  readonly install: string;
  readonly next: number;
}

export interface RowChange<T> {
  readonly puts?: readonly OutboxRow[];
  /** Keys. */
  readonly drops?: readonly string[];
  readonly writes?: readonly JournalWrite[];
  readonly result: T;
}

/** Where rows are changed: first in the journal, then in this page's book, then the other pages hear of it. */
export interface OutboxDesk {
  readonly book: OutboxBook;
  /** One atomic step. @throws {JournalError} nothing of it was kept */
  change<T>(asked: { readonly rows?: readonly string[]; readonly receipts?: readonly string[] }, decide: (seen: Seen) => RowChange<T>): Promise<T>;
  /** Takes these rows from the journal, as another page left them. */
  reread(keys: readonly string[]): Promise<void>;
  /** Takes all of them. */
  rescan(): Promise<void>;
  /** How many rows of other pages have come into the book since the start: any of them may go before what was chosen by then. */
  readonly arrivals: number;
  /** Other pages have taken numbers of which this one knows no row. */
  readonly isBehind: boolean;
  /** The same as `rescan` where this page is behind: one row tells. */
  catchUp(): Promise<void>;
  /** Something to be seen has changed. */
  tell(): void;
  subscribe(listener: () => void): () => void;
}

export interface DeskParts {
  readonly store: OutboxStore;
  readonly monotonic: Clock;
  readonly drafts: Pick<OpenDrafts, 'rows'>;
  readonly user: Pick<CurrentUser, 'userId'>;
  readonly hints?: OutboxHints | undefined;
  /** Hears of each row that changed or went, with the receipt where there is one. */
  readonly onRow: (key: string, receipt?: DeliveryReceipt) => void;
}

/** Between the numbers of what this page knows and of what others may have counted, once the journal that kept the count is gone. */
const leap = 1_000;

export function createDesk({ store, monotonic, drafts, user, hints, onRow }: DeskParts): OutboxDesk {
  const { journal } = store;
  const book = createBook();
  const { tell, subscribe } = listeners<void>();
  let { install, next } = store;
  /** How often other pages were found to have taken numbers, and how much of that the book has caught up with. */
  let [news, heard] = [0, 0];
  let arrivals = 0;
  store.rows.forEach((row) => { book.put(row, undefined, false); });

  /** The rows as they are, and what has to be written to make up for a storage that was cleared under this page. */
  const look = ([foundInstall, foundNext, ...texts]: readonly (string | undefined)[], keys: readonly string[]) => {
    const isLost = foundInstall === undefined;
    const place = { install: foundInstall ?? install, next: Math.max(Number(foundNext) || 0, next) + (isLost ? leap : 0) };
    const isCleared = foundInstall !== install;
    const found = keys.map((key, at) => {
      const [text, known] = [texts[at], book.get(key)?.row];
      if (text === undefined) return isCleared ? known : undefined;
      const reading = readRow(key, text);
      return reading.kind === 'row' ? withTrouble(reading.row, known) : known;
    });
    const meta = metaWrites(isLost ? { install, schema: '1', next: `${place.next}`, user: user.userId } : {});
    return { place, found, makeUp: isCleared ? [...meta, ...book.entries.filter(isKept).map(({ row }) => itemWrite(row)), ...drafts.rows()] : [] };
  };

  const follow = (key: string, row: OutboxRow | undefined, isOwn: boolean) => {
    if (row === undefined) return book.remove(key);
    if (!isOwn && book.get(key) === undefined) arrivals += 1;
    book.put(row, monotonic.nowMs(), isOwn);
    next = Math.max(next, row.installSeq + 1);
  };
  /** What another page did to this row is known from now on, though its hint was lost. */
  const isNews = (key: string, found: OutboxRow | undefined) => {
    const entry = book.get(key);
    if (entry?.row.writeClass === 'ephemeral' || textOf(entry) === (found && writeRow(found))) return false;
    follow(key, found, false);
    return true;
  };

  const desk: OutboxDesk = {
    book,
    get arrivals() { return arrivals; },
    get isBehind() { return news > heard; },
    async change({ rows = [], receipts = [] }, decide) {
      const reads = [...metaKeys('install', 'next'), ...keysIn(boxes.item, rows), ...keysIn(boxes.receipt, receipts)];
      const { result, puts, drops, found, place } = await journal.change(reads, (values) => {
        const { place, found, makeUp } = look(values, rows);
        const { puts = [], drops = [], writes = [], result } = decide({ ...place, rows: found, receipts: values.slice(2 + rows.length).map(readReceipt) });
        const taken = puts.reduce((most, { installSeq }) => Math.max(most, installSeq + 1), place.next);
        const all = [...makeUp, ...puts.filter((row) => isKept({ row })).map(itemWrite), ...keysIn(boxes.item, drops).map((key) => ({ ...key, value: undefined })), ...writes];
        return { writes: [...all, ...metaWrites(taken > place.next ? { next: `${taken}` } : {})], result: { result, puts, drops, found, place } };
      });
      install = place.install;
      if (place.next > next) news += 1;
      next = Math.max(next, place.next);
      const stale = rows.filter((key, at) => isNews(key, found[at]));
      drops.forEach((key) => { follow(key, undefined, true); });
      puts.forEach((row) => { follow(keyOf(row), row, true); });
      const changed = [...puts.map(keyOf), ...drops];
      changed.forEach((key) => { onRow(key); });
      if (changed.length > 0) hints?.tell(changed);
      if (changed.length + stale.length > 0) tell();
      return result;
    },
    async reread(keys) {
      const receipts = await desk.change({ rows: keys, receipts: keys }, (seen) => ({ result: seen.receipts }));
      keys.forEach((key, at) => { onRow(key, receipts[at]); });
      tell();
    },
    async rescan() {
      // Makes up for a cleared storage first: what is missing after it was removed by another page.
      await desk.change({}, () => ({ result: undefined }));
      const caughtUp = news;
      const before = book.entries.filter((entry) => isKept(entry) && !entry.isSending).map(({ key }) => key);
      const found = new Map((await scanBox(journal, boxes.item)).map(({ key, value }) => [key, value]));
      const stale = Array.from(new Set([...before, ...found.keys()])).filter((key) => found.get(key) !== textOf(book.get(key)));
      if (stale.length > 0) await desk.reread(stale);
      heard = caughtUp;
    },
    async catchUp() {
      await desk.change({}, () => ({ result: undefined }));
      if (desk.isBehind) await desk.rescan();
    },
    tell,
    subscribe,
  };
  return desk;
}

/** Of a trouble that the device could not keep the journal knows nothing; it lasts until the user lets the item go on. */
function withTrouble(row: OutboxRow, known: OutboxRow | undefined): OutboxRow {
  const isSame = row.confirmed?.times === known?.confirmed?.times;
  return row.trouble === undefined && known?.trouble !== undefined && isSame ? { ...row, trouble: known.trouble } : row;
}

/** What is ephemeral is never in the journal. */
function isKept({ row }: { readonly row: OutboxRow }): boolean {
  return row.writeClass !== 'ephemeral';
}

function itemWrite(row: OutboxRow): JournalWrite {
  return { box: boxes.item, key: keyOf(row), value: writeRow(row) };
}

function textOf(entry: BookEntry | undefined): string | undefined {
  return entry && writeRow(entry.row);
}

function readReceipt(text = ''): DeliveryReceipt | undefined {
  return quietly(() => JSON.parse(text) as DeliveryReceipt);
}
