const firstMs = 1_000;
const longestMs = 30_000;

/** Pause before the next try to bring PostgreSQL back, in milliseconds: 1 s, doubled after each failed or short-lived try, 30 s at most. */
export function restartDelayMs(triesSoFar: number): number {
  return Math.min(firstMs * 2 ** Math.max(triesSoFar, 0), longestMs);
}

/** A PostgreSQL that ran this long counts as healthy: the next loss starts again with the first pause. */
export const healthyAfterMs = 60_000;
