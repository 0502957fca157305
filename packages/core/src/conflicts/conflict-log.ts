import type { ConflictType } from './conflict-type.ts';

/** A conflict that was resolved, as its resolver states it. */
export interface NewConflict {
  readonly tenant: string;
  readonly type: ConflictType;
  /** What it was about, such as an account or a payment. */
  readonly subject: string;
  /** What was done, in a sentence. */
  readonly resolution: string;
  /** A second conflict of the tenant and type with the same key is not recorded. */
  readonly dedupKey: string;
  /** Losing and winning values and whatever an engineer needs to judge the resolution; amounts as strings. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface RecordedConflict extends NewConflict {
  /** Grows with time (UUID version 7). */
  readonly id: string;
  readonly atMs: number;
}

export interface ConflictQuery {
  readonly tenant: string;
  readonly limit: number;
  readonly beforeId?: string;
  readonly types?: readonly ConflictType[];
  /** Only conflicts about this. */
  readonly subject?: string;
}

/** History of every resolution; each is a CONFLICT_DETECTED event too, recorded in the same transaction. */
export interface ConflictLog {
  /** Answers undefined for a repeat. @throws {SoraError} `not-found`: there is no such tenant */
  record(conflict: NewConflict): Promise<RecordedConflict | undefined>;
  /** Newest first. */
  read(query: ConflictQuery): Promise<readonly RecordedConflict[]>;
}
