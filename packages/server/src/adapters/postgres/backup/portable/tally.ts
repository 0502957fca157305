import { hash } from 'node:crypto';
import type { TableTally } from './portable-format.ts';

const modulus = 1n << 256n;

export interface Tally {
  add(line: string): void;
  result(): TableTally;
}

/**
 * Counts rows and adds up their SHA-256, modulo 2^256: two tables with the same rows have the same digest, whatever the order,
 * so that nothing has to be sorted and databases with other collations can be compared.
 */
export function startTally(): Tally {
  let rows = 0;
  let sum = 0n;
  return {
    add(line) {
      rows += 1;
      sum = (sum + BigInt(`0x${hash('sha256', line)}`)) % modulus;
    },
    result: () => ({ rows, digest: sum.toString(16).padStart(64, '0') }),
  };
}
