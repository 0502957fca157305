import type { ConflictKind } from '../conflict.ts';

/** Two devices wrote the same field of a document without having seen each other's value. */
export const concurrentWrite = {
  name: 'CONCURRENT_WRITE',
  detection: 'A field is written by a device that had not seen its current value.',
  resolution: 'The last write wins, field by field, on a hybrid logical clock; the losing value is kept, counted and can be restored.',
  invariant: 'No value is lost without a trace; money, counters and membership are never decided by who wrote last.',
  severity: 'info',
} as const satisfies ConflictKind;
