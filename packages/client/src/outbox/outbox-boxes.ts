/** Tables of the outbox's journal. Their names and what is in `meta` never change: an older library reads them too. */
export const boxes = {
  /** `schema`, `install`, `next`, `user`. */
  meta: 'meta',
  item: 'item',
  /** What the server said of an item, kept for a while: a change of it may come later. */
  receipt: 'receipt',
  /** Rows that could not be read. */
  quarantine: 'quarantine',
  /** The composer's texts. */
  draft: 'draft',
} as const;

export const metaKeys = {
  /** Of the newest library that wrote here. */
  schema: { box: boxes.meta, key: 'schema' },
  /** Made once, at the first open: a reinstalled app, or one whose storage was cleared, has another. */
  install: { box: boxes.meta, key: 'install' },
  /** The number that the next item gets. */
  next: { box: boxes.meta, key: 'next' },
  /** Whose app it is, until they sign out. */
  user: { box: boxes.meta, key: 'user' },
} as const;
