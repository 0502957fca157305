const firstMs = 1_000;
const longestMs = 15_000;
const jitterPercent = 20;

/**
 * Pause before the next attempt, in milliseconds: doubling from one second to fifteen, spread by jitter, so that
 * the pages of a whole team do not return in the same instant after an outage.
 * @param failures 1 after the first failure
 * @param random uniform in [0, 1)
 */
export function backoffMs(failures: number, random: number): number {
  const grown = Math.min(firstMs * 2 ** (failures - 1), longestMs);
  return Math.round(grown * (1 + (jitterPercent / 100) * (2 * random - 1)));
}
