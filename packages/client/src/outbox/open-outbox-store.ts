import type { Journal, JournalRow } from '../ports/journal.ts';
import type { Platform } from '../ports/platform.ts';
import { boxes, keysIn, metaKeys, metaWrites } from './outbox-boxes.ts';
import { installPattern, type OutboxRow, readRow, rowVersion } from './outbox-row.ts';
import { scanBox } from './scan-box.ts';

/** The outbox's journal, opened and read. */
export interface OutboxStore {
  readonly journal: Journal;
  /** False where the device keeps nothing: what is written lives as long as this page. */
  readonly isDurable: boolean;
  /** Of this installation of the app; 32 hexadecimal digits. */
  readonly install: string;
  /** One more than the highest number seen. */
  readonly next: number;
  readonly rows: readonly OutboxRow[];
  /** Rows of a newer library. They stay as they are until it is back. */
  readonly newer: number;
  readonly quarantined: number;
  readonly drafts: readonly JournalRow[];
  /** Whose app it was last. */
  readonly userId: string | undefined;
}

/** Never rejects: where the journal cannot be opened or read, what the user writes is kept in memory, and `isDurable` says so. */
export async function openOutboxStore({ openJournal, openMemory, randomId }: Pick<Platform, 'openJournal' | 'openMemory' | 'randomId'>): Promise<OutboxStore> {
  const made = randomId();
  try {
    return { ...await readStore((await openJournal('outbox')).journal, made), isDurable: true };
  } catch {
    return { ...await readStore(openMemory(), made), isDurable: false };
  }
}

async function readStore(journal: Journal, made: string): Promise<Omit<OutboxStore, 'isDurable'>> {
  const [found, aside, drafts] = await Promise.all([scanBox(journal, boxes.item), scanBox(journal, boxes.quarantine), scanBox(journal, boxes.draft)]);
  const readings = found.map(({ key, value }) => readRow(key, value));
  const rows = readings.flatMap((reading) => (reading.kind === 'row' ? [reading.row] : []));
  const unreadable = found.filter((_row, at) => readings[at]?.kind === 'unreadable');
  if (unreadable.length > 0) await setAside(journal, unreadable);
  const highest = [...found, ...aside].reduce((most, { key }) => Math.max(most, Number.parseInt(key, 10) || 0), 0);
  const meta = await readMeta(journal, made, highest + 1);
  return { ...meta, journal, rows, drafts, newer: found.length - rows.length - unreadable.length, quarantined: aside.length + unreadable.length };
}

/** A device without room leaves them where they are: the next start tries again. */
async function setAside(journal: Journal, rows: readonly JournalRow[]): Promise<void> {
  // What has been changed since is left to the next start: a page beside this one may have moved it.
  const move = (values: readonly (string | undefined)[]) => ({
    writes: rows.flatMap(({ key, value }, at) => (values[at] === value ? [{ box: boxes.quarantine, key, value }, { box: boxes.item, key, value: undefined }] : [])),
    result: undefined,
  });
  await journal.change(keysIn(boxes.item, rows.map(({ key }) => key)), move).catch(() => undefined);
}

/** The schema only ever goes up; a number or an install that cannot be read is replaced together with the other, so that no identity comes twice. */
function readMeta(journal: Journal, made: string, free: number) {
  return journal.change(metaKeys('schema', 'install', 'next', 'user'), ([schema, found = '', counted, userId]) => {
    const number = Number(counted);
    const isWhole = installPattern.test(found) && Number.isSafeInteger(number) && number > 0;
    const install = isWhole ? found : made;
    const next = isWhole ? Math.max(number, free) : free;
    const writes = metaWrites(isWhole && schema !== undefined ? {} : { schema: schema ?? `${rowVersion}`, install, next: `${next}` });
    return { writes, result: { install, next, userId } };
  });
}
