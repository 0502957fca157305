import type { JournalKey, JournalWrite } from '../ports/journal.ts';

/** Tables of the outbox's journal. Their names and what is in `meta` never change: an older library reads them too. */
export const boxes = {
  meta: 'meta',
  item: 'item',
  /** What the server said of an item, kept for a while: a change of it may come later. */
  receipt: 'receipt',
  /** Rows that could not be read. */
  quarantine: 'quarantine',
  /** The composer's texts. */
  draft: 'draft',
} as const;

/**
 * What is in `meta`. `schema`: the version of the newest library that wrote here. `install`: made once, at the first open; a reinstalled app, or one
 * whose storage was cleared, has another. `next`: the number that the next item gets. `user`: whose app it is, until they sign out.
 */
export type Meta = Readonly<Partial<Record<'schema' | 'install' | 'next' | 'user', string | undefined>>>;

export function keysIn(box: string, keys: readonly string[]): readonly JournalKey[] {
  return keys.map((key) => ({ box, key }));
}

export function metaKeys(...keys: readonly (keyof Meta)[]): readonly JournalKey[] {
  return keysIn(boxes.meta, keys);
}

export function metaWrites(meta: Meta): readonly JournalWrite[] {
  return Object.entries(meta).map(([key, value]) => ({ box: boxes.meta, key, value }));
}
