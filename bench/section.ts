import type { BenchRow } from './row.ts';

/** A part of a benchmark that can be run by itself. */
export interface Section {
  readonly name: string;
  readonly rows: () => Promise<readonly BenchRow[]>;
}
