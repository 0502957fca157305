import type { EntryPage } from '../../api/chats.ts';

/** Puts the newest entries before those that were read. Where they do not follow one another, reading begins again rather than hiding a hole. */
export function withNewestEntries(read: EntryPage, newest: EntryPage): EntryPage {
  const fresh = new Set(newest.entries.map(({ seq }) => seq));
  if (!read.entries.some(({ seq }) => fresh.has(seq))) return newest;
  return { ...read, entries: [...newest.entries, ...read.entries.filter(({ seq }) => !fresh.has(seq) && seq < (newest.entries.at(-1)?.seq ?? 0))] };
}

export function withOlderEntries(read: EntryPage, older: EntryPage): EntryPage {
  return { ...older, entries: [...read.entries, ...older.entries] };
}
