import { memoryJournal } from '../platforms/memory-journal.ts';
import type { Journal, JournalOpener, JournalRow } from '../ports/journal.ts';
import { boxes, metaKeys } from './outbox-boxes.ts';
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

export interface StoreParts {
  readonly openJournal: JournalOpener;
  readonly randomId: () => string;
}

/** Never rejects: where the journal cannot be opened or read, what the user writes is kept in memory, and `isDurable` says so. */
export async function openOutboxStore({ openJournal, randomId }: StoreParts): Promise<OutboxStore> {
  try {
    const { journal } = await openJournal('outbox');
    return await readStore(journal, { randomId, isDurable: true });
  } catch {
    return readStore(memoryJournal(), { randomId, isDurable: false });
  }
}

async function readStore(journal: Journal, { randomId, isDurable }: Pick<StoreParts, 'randomId'> & { readonly isDurable: boolean }): Promise<OutboxStore> {
  const [found, aside, drafts] = await Promise.all([scanBox(journal, boxes.item), scanBox(journal, boxes.quarantine), scanBox(journal, boxes.draft)]);
  const { rows, newer, unreadable } = sorted(found);
  if (unreadable.length > 0) await setAside(journal, unreadable);
  const highest = [...found, ...aside].reduce((most, { key }) => Math.max(most, Number.parseInt(key, 10) || 0), 0);
  const meta = await readMeta(journal, { randomId, highest });
  return { journal, isDurable, ...meta, rows, newer, quarantined: aside.length + unreadable.length, drafts };
}

function sorted(found: readonly JournalRow[]) {
  const [rows, unreadable]: [OutboxRow[], JournalRow[]] = [[], []];
  found.forEach((each) => {
    const reading = readRow(each.key, each.value);
    if (reading.kind === 'row') rows.push(reading.row);
    else if (reading.kind === 'unreadable') unreadable.push(each);
  });
  return { rows, unreadable, newer: found.length - rows.length - unreadable.length };
}

/** A device without room leaves them where they are: the next start tries again. */
async function setAside(journal: Journal, unreadable: readonly JournalRow[]): Promise<void> {
  const keys = unreadable.map(({ key }) => ({ box: boxes.item, key }));
  // What is moved is what lies there by then: a page beside this one may have done it.
  const move = (values: readonly (string | undefined)[]) => {
    const still = keys.map(({ key }, at) => ({ key, value: values[at] })).filter(({ key, value }) => value !== undefined && readRow(key, value).kind === 'unreadable');
    return { writes: still.flatMap(({ key, value }) => [{ box: boxes.quarantine, key, value }, { box: boxes.item, key, value: undefined }]), result: undefined };
  };
  await journal.change(keys, move).catch(() => undefined);
}

/** The schema only ever goes up; a number or an install that cannot be read is replaced together with the other, so that no identity comes twice. */
function readMeta(journal: Journal, { randomId, highest }: { readonly randomId: () => string; readonly highest: number }) {
  const made = randomId();
  return journal.change([metaKeys.schema, metaKeys.install, metaKeys.next, metaKeys.user], ([schema, oldInstall, oldNext, userId]) => {
    const counted = Number(oldNext);
    const isWhole = oldInstall !== undefined && installPattern.test(oldInstall) && Number.isSafeInteger(counted) && counted > 0;
    const install = isWhole ? oldInstall : made;
    const next = isWhole ? Math.max(counted, highest + 1) : highest + 1;
    const isKnown = isWhole && Number(schema) >= rowVersion;
    const writes = isKnown ? [] : [
      { ...metaKeys.schema, value: `${Math.max(rowVersion, Number(schema) || 0)}` },
      { ...metaKeys.install, value: install },
      { ...metaKeys.next, value: `${next}` },
    ];
    return { writes, result: { install, next, userId } };
  });
}
