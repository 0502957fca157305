/** If batches of a tenant are decided from memory, or under locks until that has been worth trying again. */
export interface Optimism {
  /** How many batches go under locks when memory is wrong the next time, that one included; and how many must find it right before that is halved. */
  readonly caution: number;
  /** Batches that still go under locks. */
  readonly lockedLeft: number;
  /** Batches in a row that found memory right. */
  readonly rightInRow: number;
}

/** Nothing has been wrong yet. */
export const unshaken: Optimism = { caution: 1, lockedLeft: 0, rightInRow: 0 };

/** Where servers book on the same accounts in turns, one batch in 64 pays for the attempt. */
const mostCaution = 64;

export function maySpeculate({ lockedLeft }: Optimism): boolean {
  return lockedLeft === 0;
}

/** Memory was wrong. Batches that had begun before this was known say nothing new. */
export function afterWrong(optimism: Optimism): Optimism {
  const { caution, lockedLeft } = optimism;
  return lockedLeft > 0 ? optimism : { caution: Math.min(2 * caution, mostCaution), lockedLeft: caution, rightInRow: 0 };
}

/** Trust returns as slowly as it went: a single success between failures would bring the failures back. */
export function afterRight({ caution, lockedLeft, rightInRow }: Optimism): Optimism {
  const isEarned = rightInRow + 1 >= caution;
  return { caution: isEarned ? Math.max(1, caution / 2) : caution, lockedLeft, rightInRow: isEarned ? 0 : rightInRow + 1 };
}

export function afterLocked(optimism: Optimism): Optimism {
  return { ...optimism, lockedLeft: Math.max(0, optimism.lockedLeft - 1) };
}
