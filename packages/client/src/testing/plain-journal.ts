import { type Journal, JournalError, type JournalRow } from '../ports/journal.ts';

/** Rows in a map, for tests of what uses a journal; `refuse` makes every change fail. */
export function plainJournal(): Journal & { refuse: boolean; readonly rows: ReadonlyMap<string, string> } {
  const rows = new Map<string, string>();
  const placeOf = (box: string, key: string) => `${box}\n${key}`;
  return {
    refuse: false,
    rows,
    async change(reads, decide) {
      if (this.refuse) throw new JournalError('full', 'The disk is full.');
      const { writes, result } = decide(reads.map(({ box, key }) => rows.get(placeOf(box, key))));
      for (const { box, key, value } of writes) {
        if (value === undefined) rows.delete(placeOf(box, key));
        else rows.set(placeOf(box, key), value);
      }
      return result;
    },
    async scan({ box, afterKey = '', limit }) {
      const found: JournalRow[] = [];
      for (const [place, value] of rows) {
        if (place.startsWith(`${box}\n`)) found.push({ key: place.slice(box.length + 1), value });
      }
      return found.filter(({ key }) => key > afterKey).sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, limit);
    },
    close: async () => undefined,
  };
}
