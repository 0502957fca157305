import type { Actor } from '../events/event.ts';
import type { CollectionName } from './collection-catalog.ts';
import type { Json } from './json.ts';
import type { Stamp } from './stamp.ts';

export interface DocumentKey {
  readonly tenant: string;
  readonly collection: CollectionName;
  /** The owner's: a user id or a chat id. */
  readonly id: string;
}

/** A document as it is now; one that nobody wrote is empty. */
export interface Document extends DocumentKey {
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** How many values lost a race. Each is in the history. */
  readonly losses: number;
}

export interface FieldValue {
  /** Null for a field that was emptied. */
  readonly value: Json;
  readonly stamp: Stamp;
  /** Where it stands in the history. */
  readonly version: number;
}

/** One write of one field: what it said, who wrote it, and what became of it. Kept for ever, but for being erased. */
export interface FieldVersion extends FieldValue {
  readonly field: string;
  /** As the device stamped it; later than `stamp` where its clock was too far ahead. */
  readonly claimed: Stamp;
  /** The stamp of the value that its writer had before them; undefined for none. */
  readonly basedOn: Stamp | undefined;
  readonly actor: Actor;
  /** The version that won over it, without that either had known of the other. */
  readonly lostTo: number | undefined;
  /** The version whose value it brought back. */
  readonly restores: number | undefined;
  /** By the clock of the database. */
  readonly atMs: number;
}

export interface FieldWrite {
  readonly value: Json;
  /** Of the install that writes; never the same for two writes. */
  readonly stamp: Stamp;
  /** The stamp that the writer had seen of this field. */
  readonly basedOn?: Stamp;
}

export interface DocumentWrite extends DocumentKey {
  readonly install: string;
  readonly actor: Actor;
  readonly fields: Readonly<Record<string, FieldWrite>>;
}

/** What became of one field of a write. */
export interface FieldOutcome {
  /** If its value is the one that stands now. */
  readonly kind: 'won' | 'lost';
  /** True when it came before: nothing was written. */
  readonly isRepeat: boolean;
  /** Under which it was written down. */
  readonly stamp: Stamp;
  /** True when the device's clock was more than `maxAheadMs` ahead, so that `stamp` is earlier than what was sent: the device should go on from here. */
  readonly isPulledBack: boolean;
  readonly version: number;
  /** What stands now. */
  readonly current: FieldValue;
}

export type WriteOutcome = Readonly<Record<string, FieldOutcome>>;

export interface VersionQuery extends DocumentKey {
  readonly field?: string;
  /** Only versions that lost a race. */
  readonly lostOnly?: boolean;
  /** Only versions before this one. */
  readonly before?: number;
  readonly limit: number;
}
