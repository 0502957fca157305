/** A row's place: box (a table) and key. Keys are ASCII and sort as text; values are well-formed text, such as JSON. */
export interface JournalKey {
  readonly box: string;
  readonly key: string;
}

export interface JournalRow {
  readonly key: string;
  readonly value: string;
}

/** `value` undefined removes the row. */
export interface JournalWrite extends JournalKey {
  readonly value: string | undefined;
}

export interface JournalChange<T> {
  readonly writes: readonly JournalWrite[];
  readonly result: T;
}

/**
 * Durable rows of text on this device, in a file of their own. Several pages of one browser may have the same journal open.
 *
 * Every method rejects with a {@link JournalError} when the device refuses; nothing of that change is kept then, and it may be tried again.
 */
export interface Journal {
  /**
   * One atomic step: reads these rows, asks `decide` what follows, writes that. When it resolves, it survives a kill of the process.
   * @param decide synchronous and without effects, for it may be asked again; gets the values in the order of `reads`, undefined for none
   */
  change<T>(reads: readonly JournalKey[], decide: (values: readonly (string | undefined)[]) => JournalChange<T>): Promise<T>;
  /** Rows of a box in order of their keys, after `afterKey`. */
  scan(query: { readonly box: string; readonly afterKey?: string; readonly limit: number }): Promise<readonly JournalRow[]>;
  close(): Promise<void>;
}

export type JournalErrorCode = 'full' | 'unavailable' | 'closed';

/** Match on `code`, not with `instanceof`. `full`: the device has no room; `unavailable`: anything else. */
export class JournalError extends Error {
  readonly code: JournalErrorCode;

  constructor(code: JournalErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'JournalError';
    this.code = code;
  }
}

export interface OpenJournal {
  readonly journal: Journal;
  /** Where an unreadable file was put, when this had to begin with an empty one. Nothing is ever deleted for being unreadable. */
  readonly setAside: string | undefined;
}

/** Opens the journal of this name, and makes it if need be. Names are short: lowercase letters and dashes. */
export type JournalOpener = (name: string) => Promise<OpenJournal>;
