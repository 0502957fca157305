import type { Conservation } from './frame.ts';

/** What one frame of a boot told. */
export interface FrameAccount {
  readonly seq: number;
  readonly conservation: Conservation;
  /** Single measurements that could be read in it. */
  readonly content: number;
  /** Whether nothing in it was left out, so that `content` is all it held. */
  readonly isWhole: boolean;
}

/** Before its first frame a boot has measured nothing. */
export const accountBeforeFirst: FrameAccount = { seq: 0, conservation: { produced: 0, delivered: 0, queued: 0, dropped: {}, unframed: 0 }, content: 0, isWhole: true };

/**
 * Measurements of a boot that its accounts cannot explain, from two of its frames; 0 when they agree. What was measured between two frames that
 * follow each other is in the later one or was dropped, and what is in a frame was waiting when it was made. Where frames in between are not known (another server took them, or they are still under
 * way), only what holds for any frames is asked. Negative: the sender claims more than it measured.
 */
export function unexplainedBetween(earlier: FrameAccount, later: FrameAccount): number {
  const [before, after] = [earlier.conservation, later.conservation];
  const unframed = neverFramed(after) - neverFramed(before);
  const shrunk = Math.max(before.produced - after.produced, before.delivered - after.delivered, -unframed, ...Object.keys(before.dropped).map((reason) => (before.dropped[reason] ?? 0) - (after.dropped[reason] ?? 0)));
  if (shrunk > 0) return -shrunk;
  const measured = after.produced - before.produced;
  if (later.content > after.queued) return after.queued - later.content;
  if (later.content > measured) return measured - later.content;
  if (later.seq > earlier.seq + 1 || !later.isWhole) return 0;
  return Math.max(0, measured - later.content - unframed);
}

/** At most all that were dropped, where the sender does not say. */
function neverFramed({ dropped, unframed }: Conservation): number {
  return unframed ?? Object.values(dropped).reduce((sum, count) => sum + count, 0);
}
