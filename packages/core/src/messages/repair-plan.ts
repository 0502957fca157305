import { missingRanges, rangesOf, type SeqRange } from './missing-ranges.ts';

/** The digest of a log at one of its numbers. */
export interface LogMark {
  readonly seq: number;
  readonly digest: string;
}

export type RepairStep =
  /** Everything up to the end is there, proven by its digest. */
  | { readonly kind: 'complete' }
  /** The digest of the server at this number decides what comes next. */
  | { readonly kind: 'compare'; readonly atSeq: number }
  /** Drop entries from `dropFromSeq` on, if it is given: the server has others there. Then fetch these. */
  | { readonly kind: 'fetch'; readonly ranges: readonly SeqRange[]; readonly dropFromSeq: number | undefined };

/**
 * The next step of a client on its way to a complete log; asked again after each step until it is `complete`. Two logs with the same digest at
 * a number are the same up to there, so a difference is found by halving: about log2 of the entries that are there, a digest each.
 *
 * Entries that are fetched must each be checked against the digest before them as they are stored (see `entryDigestOf`).
 * @param local what is there: each entry's number and stored digest, in any order, each number once; gaps are allowed
 * @param remote digests that the server gave, in any order. The greatest number is the end of its log; 0 and 64 zeros of an empty one
 * @param floor nothing up to here is wanted: a device keeps the end of a long log
 */
export function repairPlan(local: readonly LogMark[], remote: readonly LogMark[], floor: { readonly seq: number } = { seq: 0 }): RepairStep {
  const marks = local.filter(({ seq }) => seq > floor.seq).sort((a, b) => a.seq - b.seq);
  const theirs = new Map(remote.map(({ seq, digest }) => [seq, digest]));
  const lastSeq = Math.max(0, ...theirs.keys());
  const known = compare(marks, theirs, lastSeq);
  const open = marks.filter(({ seq }) => seq > known.agreedSeq && seq < known.wrongSeq);
  if (known.wrongSeq === Infinity) {
    const last = open[open.length - 1];
    return last === undefined ? fetchOr(marks, { lastSeq, floor }, undefined) : { kind: 'compare', atSeq: last.seq };
  }
  const middle = open[Math.floor(open.length / 2)];
  if (middle !== undefined) return { kind: 'compare', atSeq: middle.seq };
  return fetchOr(marks.filter(({ seq }) => seq <= known.agreedSeq), { lastSeq, floor }, known.wrongSeq);
}

/** The last number that both have alike, and the first one found that they have not. */
function compare(marks: readonly LogMark[], theirs: ReadonlyMap<number, string>, lastSeq: number): { readonly agreedSeq: number; readonly wrongSeq: number } {
  const isAlike = ({ seq, digest }: LogMark) => theirs.get(seq) === digest;
  const agreedSeq = marks.reduce((latest, mark) => (isAlike(mark) ? mark.seq : latest), 0);
  const isOther = (mark: LogMark) => mark.seq > lastSeq || (theirs.has(mark.seq) && !isAlike(mark));
  return { agreedSeq, wrongSeq: marks.find((mark) => mark.seq > agreedSeq && isOther(mark))?.seq ?? Infinity };
}

function fetchOr(kept: readonly LogMark[], { lastSeq, floor }: { readonly lastSeq: number; readonly floor: { readonly seq: number } }, dropFromSeq: number | undefined): RepairStep {
  const ranges = missingRanges([{ fromSeq: 1, toSeq: floor.seq }, ...rangesOf(kept.map(({ seq }) => seq))], lastSeq);
  return ranges.length === 0 && dropFromSeq === undefined ? { kind: 'complete' } : { kind: 'fetch', ranges, dropFromSeq };
}
