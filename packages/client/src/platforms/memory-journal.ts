import { type Journal, JournalError, type JournalKey, type JournalRow } from '../ports/journal.ts';

/** Rows that outlive the journal that wrote them, as a file does. */
export type MemoryRows = Map<string, Map<string, string>>;

/** Rows in memory: for tests, and where a device has no storage, so that the app goes on until it is closed. @param rows given again, it is the same file opened again */
export function memoryJournal(rows: MemoryRows = new Map()): Journal {
  let isOpen = true;
  const valueOf = ({ box, key }: JournalKey) => rows.get(box)?.get(key);
  // A turn later, as every real one.
  const turn = async () => {
    await Promise.resolve();
    if (!isOpen) throw new JournalError('closed', 'The journal is closed.');
  };
  return {
    async change(reads, decide) {
      await turn();
      const { writes, result } = decide(reads.map(valueOf));
      writes.forEach(({ box, key, value }) => {
        const found = rows.get(box) ?? new Map<string, string>();
        rows.set(box, found);
        if (value === undefined) found.delete(key);
        else found.set(key, value);
      });
      return result;
    },
    async scan({ box, afterKey, limit }) {
      await turn();
      const all = Array.from(rows.get(box) ?? [], ([key, value]): JournalRow => ({ key, value }));
      return all.filter(({ key }) => afterKey === undefined || key > afterKey).sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, limit);
    },
    close() {
      isOpen = false;
      return Promise.resolve();
    },
  };
}
