import type { Random } from '../../kernel/random.ts';

/** Decisions of fate, all from one seed. */
export interface Chance extends Random {
  /** True in this share of cases, 0 to 1. */
  happens(share: number): boolean;
  /** A whole number from 0 to below `bound`. */
  below(bound: number): number;
  /** @param members at least one */
  oneOf<T>(members: readonly T[]): T;
  /** A time whose mean is this, mostly shorter and sometimes much longer, as on a network. */
  about(meanMs: number): number;
}

export function chanceOf(random: Random): Chance {
  const below = (bound: number) => Math.floor(random.next() * bound);
  return {
    next: random.next,
    happens: (share) => share > 0 && random.next() < share,
    below,
    oneOf: (members) => members[below(members.length)] as (typeof members)[number],
    about: (meanMs) => -Math.log(1 - random.next()) * meanMs,
  };
}
