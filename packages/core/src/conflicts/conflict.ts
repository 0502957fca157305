import type { Severity } from '../events/event.ts';

/** Two things that cannot both be true, found and resolved. Entries of the catalog are in `types/`. */
export interface ConflictKind {
  readonly name: string;
  /** How it is found. */
  readonly detection: string;
  /** Which side wins, and what becomes of the other. */
  readonly resolution: string;
  /** What must hold afterwards. */
  readonly invariant: string;
  readonly severity: Severity;
}
