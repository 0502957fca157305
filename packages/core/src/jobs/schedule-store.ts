/** What is known of a task that runs again and again. All instants are of the database's clock. */
export interface ScheduleEntry {
  readonly name: string;
  readonly everyMs: number;
  readonly lastStartedAtMs: number | undefined;
  /** Before `lastStartedAtMs` while it runs, and for ever when its runner died. */
  readonly lastEndedAtMs: number | undefined;
  readonly lastDurationMs: number | undefined;
  /** Undefined after a success. */
  readonly lastError: string | undefined;
  readonly failuresInARow: number;
  /** When this was read. */
  readonly readAtMs: number;
}

export type RunOutcome = { readonly kind: 'done'; readonly durationMs: number } | { readonly kind: 'failed'; readonly durationMs: number; readonly error: string };

/** Which run speaks: the fencing token of the lease it holds. An older one than the schedule has seen changes nothing. */
export interface TaskRunRef {
  readonly name: string;
  readonly fencingToken: bigint;
}

/** When each task last ran, for the whole installation. */
export interface ScheduleStore {
  /** Makes the task known, or changes its period. */
  define(name: string, everyMs: number): Promise<void>;
  find(name: string): Promise<ScheduleEntry | undefined>;
  /** By name. */
  all(): Promise<readonly ScheduleEntry[]>;
  /** Records the start. A run before it that never ended is counted as a failure. False when the token is too old. */
  started(run: TaskRunRef): Promise<boolean>;
  /** Records the end of the run that started last; false when that was another one. */
  ended(run: TaskRunRef, outcome: RunOutcome): Promise<boolean>;
}
