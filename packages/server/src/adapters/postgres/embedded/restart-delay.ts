// The children of a postmaster that was killed need a moment to notice and go; while they live, no other can start.
const firstMs = 200;
const longestMs = 30_000;

/** Pause before the next try to bring PostgreSQL back, in milliseconds: 0.2 s, doubled after each failed or short-lived try, 30 s at most. */
export function restartDelayMs(triesSoFar: number): number {
  return Math.min(firstMs * 2 ** Math.max(triesSoFar, 0), longestMs);
}

/**
 * A PostgreSQL that ran this long counts as healthy: the next loss starts again with the first pause. Payments wait meanwhile, so it is
 * short; one that dies every second is started again about once a second.
 */
export const healthyAfterMs = 1_000;
