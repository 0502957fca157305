/** One line of a benchmark. Rows that decide are ratios to a peer or to this machine's own limit, taken in the same run. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is held against; absent where it only informs. */
  readonly bar?: number;
  readonly holds?: boolean;
}
