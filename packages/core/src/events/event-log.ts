import type { EventType, NewEvent, RecordedEvent, Severity } from './event.ts';

export interface EventQuery {
  readonly tenant: string;
  /** Newest first, at most this many. */
  readonly limit: number;
  /** Only events older than the one with this id: the cursor of the next page. */
  readonly beforeId?: string;
  readonly sinceMs?: number;
  readonly types?: readonly EventType[];
  readonly severities?: readonly Severity[];
}

/** The append-only log that everything notable lands in; alerts only read it. */
export interface EventLog {
  /**
   * Records it once per tenant and dedup key; answers undefined for a repeat.
   * @throws {SoraError} `not-found`: there is no such tenant
   */
  record(event: NewEvent): Promise<RecordedEvent | undefined>;
  read(query: EventQuery): Promise<readonly RecordedEvent[]>;
  /** Deletes events older than `beforeMs`, at most `limit` at once; returns how many. */
  expire(beforeMs: number, limit: number): Promise<number>;
}
