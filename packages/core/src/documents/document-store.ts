import type { Actor } from '../events/event.ts';
import type { Document, DocumentKey, DocumentWrite, FieldOutcome, FieldVersion, VersionQuery, WriteOutcome } from './document.ts';

export interface Restoration extends DocumentKey {
  /** Whose value is to stand again. */
  readonly version: number;
  readonly actor: Actor;
}

/** Documents whose fields are decided by who wrote last, and everything that was ever written to them. */
export interface DocumentStore {
  read(key: DocumentKey): Promise<Document>;
  /**
   * Writes fields, all of them or none. Sending the same again is always safe. Two values that really raced are a CONCURRENT_WRITE in the
   * history of conflicts, recorded with the write.
   * @throws {SoraError} `bad-request`: see `validateWrite`, or `not-found`: there is no such tenant; nothing was written
   */
  write(write: DocumentWrite): Promise<WriteOutcome>;
  /** Newest first. */
  versions(query: VersionQuery): Promise<readonly FieldVersion[]>;
  /**
   * Makes the value of that version stand again, by a new write that is later than all others; undefined when there is no such version. One
   * that stands already, or was brought back and stands, is not written again.
   * @throws {SoraError} `bad-request`: the field does not take this value any more
   */
  restore(restoration: Restoration): Promise<FieldOutcome | undefined>;
  /**
   * Removes every version of this user's own documents, and their name from what they wrote to others; at most so many rows, and answers how
   * many. Fewer than asked for: none is left. Numbers of versions are not used again.
   */
  erase(tenant: string, userId: string, limit: number): Promise<number>;
}
