import type { Lease } from '@sora/core';

/** Work of the installation, done by one server at a time, again and again. */
export interface ScheduledTask {
  /** Kebab-case; names its lease, its row in the schedule and its wake-up. */
  readonly name: string;
  /** From start to start. Wake-ups come once a minute, so a minute is the least. */
  readonly everyMs: number;
  /** May run twice where a server died: what it did before must not harm. */
  run(context: TaskContext): Promise<void>;
}

export interface TaskContext {
  /** Aborted when the lease is lost or the server stops; the task then ends soon, with an error or without. */
  readonly signal: AbortSignal;
  /** The fence for what the task writes. */
  readonly lease: Lease;
}
