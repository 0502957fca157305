import type { ConflictKind } from '../conflict.ts';

/** A chat's head that says something else than its entries: somebody or something changed it past the log. */
export const chatStateMismatch = {
  name: 'CHAT_STATE_MISMATCH',
  detection: 'The last number, digest or count of messages of a chat differ from what its entries come to.',
  resolution: 'The head is recounted from the entries, under the lock that writers take; no entry is changed, and users keep writing.',
  invariant: 'The state of a chat follows from its entries, whose numbers have no gap.',
  severity: 'warning',
} as const satisfies ConflictKind;
