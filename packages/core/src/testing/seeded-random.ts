import type { Random } from '../kernel/random.ts';

/**
 * The same numbers for the same seed, on every machine.
 * @see "mulberry32" by Tommy Ettinger: 32 bits of state, passes gjrand; good enough for tests, never for secrets
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}
