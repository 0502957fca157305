import type { EntryIdentity } from './entry.ts';

/** What was sent under an identity goes by this within a tenant; no part of it can hold a space. */
export function identityKey({ chat, userId, install, installSeq }: EntryIdentity): string {
  return `${chat} ${userId} ${install} ${installSeq}`;
}
