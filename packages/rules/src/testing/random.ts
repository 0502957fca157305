/** Of 0 to below 1. */
export type Random = () => number;

/** Marsaglia's xorshift of 32 bits: the same seed, the same numbers. */
export function randomOf(seed: number): Random {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
