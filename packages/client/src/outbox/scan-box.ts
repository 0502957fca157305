import type { Journal, JournalRow } from '../ports/journal.ts';

/** A megabyte or two: fewer steps cost less than the memory. */
const pageRows = 5_000;

/** All rows of a box, page by page. */
export async function scanBox(journal: Journal, box: string): Promise<readonly JournalRow[]> {
  const all: JournalRow[] = [];
  for (;;) {
    const afterKey = all[all.length - 1]?.key;
    const page = await journal.scan({ box, limit: pageRows, ...(afterKey !== undefined && { afterKey }) });
    page.forEach((row) => { all.push(row); });
    if (page.length < pageRows) return all;
  }
}
