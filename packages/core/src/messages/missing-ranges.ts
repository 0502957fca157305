/** Entries from one number to another, both included. */
export interface SeqRange {
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** What lacks of 1 to `lastSeq`, in order. @param have in any order, overlaps allowed; what lies past `lastSeq` is not looked at */
export function missingRanges(have: readonly SeqRange[], lastSeq: number): readonly SeqRange[] {
  const missing: SeqRange[] = [];
  let next = 1;
  for (const { fromSeq, toSeq } of have.slice().sort((a, b) => a.fromSeq - b.fromSeq)) {
    if (fromSeq > lastSeq) break;
    if (fromSeq > next) missing.push({ fromSeq: next, toSeq: fromSeq - 1 });
    next = Math.max(next, toSeq + 1);
  }
  if (next <= lastSeq) missing.push({ fromSeq: next, toSeq: lastSeq });
  return missing;
}

/** Numbers as the ranges they make. @param seqs ascending */
export function rangesOf(seqs: readonly number[]): readonly SeqRange[] {
  const ranges: { fromSeq: number; toSeq: number }[] = [];
  for (const seq of seqs) {
    const last = ranges[ranges.length - 1];
    if (last !== undefined && seq <= last.toSeq + 1) last.toSeq = seq;
    else ranges.push({ fromSeq: seq, toSeq: seq });
  }
  return ranges;
}
