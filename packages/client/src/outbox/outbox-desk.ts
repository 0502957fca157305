import type { Clock } from '@sora/core';
import type { JournalKey, JournalWrite } from '../ports/journal.ts';
import { listeners } from '../session/listeners.ts';
import type { OpenDrafts } from '../drafts/open-drafts.ts';
import { boxes, metaKeys } from './outbox-boxes.ts';
import { createBook, type OutboxBook } from './outbox-book.ts';
import type { OutboxHints } from './outbox-hints.ts';
import type { DeliveryReceipt } from './outbox-item.ts';
import { installPattern, keyOf, type OutboxRow, readRow, writeRow } from './outbox-row.ts';
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
  /** Numbers that were taken. */
  readonly taken?: number;
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
  /** Hears of each row that changed or went, with the receipt where there is one. */
  watchRows(listener: (key: string, receipt: DeliveryReceipt | undefined) => void): void;
}

export interface DeskParts {
  readonly store: OutboxStore;
  readonly monotonic: Clock;
  readonly drafts: Pick<OpenDrafts, 'rows'>;
  readonly user: Pick<CurrentUser, 'userId'>;
  readonly hints: OutboxHints | undefined;
}

/** Between the numbers of what this page knows and of what others may have counted, once the journal that kept the count is gone. */
const leap = 1_000;

export function createDesk({ store, monotonic, drafts, user, hints }: DeskParts): OutboxDesk {
  const { journal } = store;
  const book = createBook();
  const news = listeners<void>();
  const rowNews = listeners<{ readonly key: string; readonly receipt: DeliveryReceipt | undefined }>();
  let { install, next } = store;
  /** Numbers that other pages took and of which this one has not heard. */
  const unheard = new Set<number>();
  let arrivals = 0;
  store.rows.forEach((row) => { book.put(row, { seenAtMs: undefined, isOwn: false }); });

  /** The rows as they are, and what has to be written to make up for a storage that was cleared under this page. */
  const look = (values: readonly (string | undefined)[], keys: readonly JournalKey[]) => {
    const [writtenInstall = '', foundNext] = values;
    const foundInstall = installPattern.test(writtenInstall) ? writtenInstall : undefined;
    const isCleared = foundInstall !== install;
    const counted = Math.max(Number(foundNext) || 0, next);
    const place = { install: foundInstall ?? install, next: isCleared && foundInstall === undefined ? counted + leap : counted };
    const known = (key: string) => book.get(key)?.row;
    const row = ({ key }: JournalKey, at: number) => {
      const text = values[at + 2];
      if (text === undefined) return isCleared ? known(key) : undefined;
      const reading = readRow(key, text);
      return reading.kind === 'row' ? withTrouble(reading.row, known(key)) : known(key);
    };
    const makeUp = !isCleared ? [] : [
      ...(foundInstall === undefined ? [{ ...metaKeys.install, value: install }, { ...metaKeys.schema, value: '1' }, { ...metaKeys.next, value: `${place.next}` }, { ...metaKeys.user, value: user.userId }] : []),
      ...book.entries.filter((entry) => entry.row.writeClass !== 'ephemeral').map((entry) => itemWrite(entry.row)),
      ...drafts.rows(),
    ];
    return { place, makeUp, rows: keys.map((each, at) => (each.box === boxes.item ? row(each, at) : undefined)) };
  };

  const follow = (puts: readonly OutboxRow[], drops: readonly string[], isOwn: boolean) => {
    const seenAtMs = monotonic.nowMs();
    drops.forEach((key) => { book.remove(key); });
    puts.forEach((row) => {
      if (!isOwn && book.get(keyOf(row)) === undefined) arrivals += 1;
      book.put(row, { seenAtMs, isOwn });
      next = Math.max(next, row.installSeq + 1);
    });
  };

  const desk: OutboxDesk = {
    book,
    get arrivals() { return arrivals; },
    get isBehind() { return unheard.size > 0; },
    async change({ rows = [], receipts = [] }, decide) {
      const keys: readonly JournalKey[] = [...rows.map((key) => ({ box: boxes.item, key })), ...receipts.map((key) => ({ box: boxes.receipt, key }))];
      const { result, puts, drops, found, place } = await journal.change([metaKeys.install, metaKeys.next, ...keys], (values) => {
        const seen = look(values, keys);
        const known = values.slice(2 + rows.length).map(readReceipt);
        const { puts = [], drops = [], taken = 0, writes = [], result } = decide({ rows: seen.rows.slice(0, rows.length), receipts: known, ...seen.place });
        const kept = puts.filter(({ writeClass }) => writeClass !== 'ephemeral');
        const all = [...seen.makeUp, ...kept.map(itemWrite), ...drops.map((key) => ({ box: boxes.item, key, value: undefined })), ...writes];
        return { writes: taken === 0 ? all : [...all, { ...metaKeys.next, value: `${seen.place.next + taken}` }], result: { result, puts, drops, found: seen.rows, place: seen.place } };
      });
      install = place.install;
      // No further back than a leap: one is enough to look again.
      for (let number = Math.max(next, place.next - leap); number < place.next; number++) unheard.add(number);
      next = Math.max(next, place.next);
      // What another page did to these rows is known from now on, though its hint was lost.
      const isNews = (key: string, at: number) => book.get(key)?.row.writeClass !== 'ephemeral' && textOf(book, key) !== (found[at] && writeRow(found[at]));
      const stale = rows.map((key, at) => ({ key, row: found[at] })).filter(({ key }, at) => isNews(key, at));
      follow(stale.map(({ row }) => row).filter((row) => row !== undefined), stale.filter(({ row }) => row === undefined).map(({ key }) => key), false);
      follow(puts, drops, true);
      const changed = [...puts.map(keyOf), ...drops];
      changed.forEach((key) => { rowNews.tell({ key, receipt: undefined }); });
      if (changed.length > 0) hints?.tell(changed);
      if (changed.length + stale.length > 0) news.tell();
      return result;
    },
    async reread(keys) {
      const seen = await desk.change({ rows: keys, receipts: keys }, ({ receipts }) => ({ result: receipts }));
      keys.forEach((key, at) => {
        unheard.delete(Number.parseInt(key, 10));
        rowNews.tell({ key, receipt: seen[at] });
      });
      news.tell();
    },
    async rescan() {
      // Makes up for a cleared storage first: what is missing after it was removed by another page.
      await desk.change({}, () => ({ result: undefined }));
      const numbers = Array.from(unheard);
      const before = book.entries.filter(({ row, isSending }) => row.writeClass !== 'ephemeral' && !isSending).map(({ key }) => key);
      const found = new Map((await scanBox(journal, boxes.item)).map(({ key, value }) => [key, value]));
      const unknown = Array.from(found.keys()).filter((key) => book.get(key) === undefined);
      const stale = before.filter((key) => found.get(key) !== textOf(book, key));
      if (unknown.length + stale.length > 0) await desk.reread([...unknown, ...stale]);
      numbers.forEach((number) => { unheard.delete(number); });
    },
    async catchUp() {
      await desk.change({}, () => ({ result: undefined }));
      if (desk.isBehind) await desk.rescan();
    },
    tell: () => { news.tell(); },
    subscribe: (listener) => news.subscribe(listener),
    watchRows: (listener) => { rowNews.subscribe(({ key, receipt }) => { listener(key, receipt); }); },
  };
  return desk;
}

/** Of a trouble that the device could not keep the journal knows nothing; it lasts until the user lets the item go on. */
function withTrouble(row: OutboxRow, known: OutboxRow | undefined): OutboxRow {
  const isSame = row.confirmed?.times === known?.confirmed?.times;
  return row.trouble === undefined && known?.trouble !== undefined && isSame ? { ...row, trouble: known.trouble } : row;
}

function itemWrite(row: OutboxRow): JournalWrite {
  return { box: boxes.item, key: keyOf(row), value: writeRow(row) };
}

function textOf(book: OutboxBook, key: string): string | undefined {
  const entry = book.get(key);
  return entry && writeRow(entry.row);
}

function readReceipt(text: string | undefined): DeliveryReceipt | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as DeliveryReceipt);
  } catch {
    return undefined;
  }
}
