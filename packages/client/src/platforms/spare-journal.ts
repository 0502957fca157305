import { boxes, metaKeys } from '../outbox/outbox-boxes.ts';
import { scanBox } from '../outbox/scan-box.ts';
import type { Journal, JournalOpener, JournalRow, JournalWrite } from '../ports/journal.ts';

/** Opens a journal in a store that fails by itself; undefined where there is none. */
export type SpareOpener = (name: string) => Promise<Journal | undefined>;

/**
 * Keeps every row of a journal in a second store too, and what was kept there when the first one is found empty: Chromium empties all databases of a
 * site when it finds a write torn that a kill had cut off, with no error (https://crbug.com/146284). A step is over when both have it.
 */
export function withSpare(open: JournalOpener, openSpare: SpareOpener): JournalOpener {
  return async (name) => {
    // What else is kept is the server's, or worth no more than a number.
    const [{ journal, setAside }, spare] = await Promise.all([open(name), name === 'outbox' ? openSpare(name).catch(() => undefined) : undefined]);
    if (spare === undefined) return { journal, setAside };
    await restore(journal, spare).then(() => copyOver(journal, spare)).catch(() => undefined);
    return { journal: mirrored(journal, spare), setAside };
  };
}

/** Not the install and its next number: these may lag by a step that was sent, and no identity may come twice. */
async function restore(journal: Journal, spare: Journal): Promise<void> {
  const rows = await allRows(spare);
  await journal.change(metaKeys('schema'), ([schema]) => ({ writes: schema === undefined ? rows.filter(({ box, key }) => box !== boxes.meta || (key !== 'install' && key !== 'next')) : [], result: undefined }));
}

/** What one has and the other has not, or has otherwise. */
async function copyOver(journal: Journal, spare: Journal): Promise<void> {
  const [ours, theirs] = [await allRows(journal), await allRows(spare)];
  const nameOf = ({ box, key }: JournalWrite) => `${box} ${key}`;
  const [own, other] = [new Map(ours.map((row) => [nameOf(row), row.value])), new Map(theirs.map((row) => [nameOf(row), row.value]))];
  const writes = [...ours.filter((row) => other.get(nameOf(row)) !== row.value), ...theirs.filter((row) => !own.has(nameOf(row))).map((row) => ({ ...row, value: undefined }))];
  if (writes.length > 0) await spare.change([], () => ({ writes, result: undefined }));
}

function mirrored(journal: Journal, spare: Journal): Journal {
  return {
    ...journal,
    async change(reads, decide) {
      let writes: readonly JournalWrite[] = [];
      const result = await journal.change(reads, (values) => {
        const change = decide(values);
        writes = change.writes;
        return change;
      });
      // One that keeps nothing more is made good at the next start.
      if (writes.length > 0) await spare.change([], () => ({ writes, result: undefined })).catch(() => undefined);
      return result;
    },
    close: async () => { await Promise.all([journal.close(), spare.close().catch(() => undefined)]); },
  };
}

async function allRows(journal: Journal): Promise<readonly (JournalWrite & JournalRow)[]> {
  const found = await Promise.all(Object.values(boxes).map(async (box) => (await scanBox(journal, box)).map((row) => ({ box, ...row }))));
  return found.flat();
}
