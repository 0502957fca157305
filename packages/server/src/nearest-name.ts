/** More differences than this, and it is another word, not a typing error. */
const mostDifferences = 4;

/** The known name that is most like a mistyped one; undefined when none is. */
export function nearestName(mistyped: string, known: readonly string[]): string | undefined {
  const [nearest] = known.map((name) => ({ name, differences: differences(mistyped, name) })).toSorted((a, b) => a.differences - b.differences);
  return nearest === undefined || nearest.differences > mostDifferences ? undefined : nearest.name;
}

/** Letters to add, drop or change. @see Levenshtein (1966) */
function differences(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1];
    for (const [column, other] of [...to].entries()) {
      next.push(Math.min((next[column] ?? 0) + 1, (row[column + 1] ?? 0) + 1, (row[column] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
