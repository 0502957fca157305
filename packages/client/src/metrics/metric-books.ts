import type { Conservation } from '@sora/core';

/** The account of one start of the app, in the journal beside the frames it is about: written in the same step as what it counts. */
export interface MetricBooks {
  /** Number of its last frame. */
  seq: number;
  produced: number;
  delivered: number;
  queued: number;
  readonly dropped: Record<string, number>;
  /** How many of the dropped never were in a frame. */
  unframed: number;
  /** How many were dropped by the last account that was put into a frame. */
  told: number;
  /** 1 while a session is open that was not yet counted. */
  session: 0 | 1;
  /** 1 when that start is known to be over: nothing more will be measured. */
  over: 0 | 1;
}

export function emptyBooks(session: 0 | 1): MetricBooks {
  return { seq: 0, produced: 0, delivered: 0, queued: 0, dropped: {}, unframed: 0, told: 0, session, over: 0 };
}

export function countDropped(books: MetricBooks, reason: string, times: number): void {
  if (times > 0) books.dropped[reason] = (books.dropped[reason] ?? 0) + times;
}

export function droppedOf({ dropped }: MetricBooks): number {
  return Object.keys(dropped).reduce((sum, reason) => sum + dropped[reason]!, 0);
}

/** The account as the next frame carries it. */
export function tell(books: MetricBooks): Conservation {
  books.told = droppedOf(books);
  const { produced, delivered, queued, dropped, unframed } = books;
  return { produced, delivered, queued, dropped: { ...dropped }, unframed };
}
