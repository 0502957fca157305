/**
 * - `direct`, `group`: everyone reads everything; membership is given by its owner or a backend
 * - `room`: a live room; whoever may come in joins by themself
 */
export type ChatKind = 'direct' | 'group' | 'room';

/** What a member may do: everyone reads and writes; a moderator deletes others' messages and removes members; an owner makes moderators. */
export type ChatRole = 'owner' | 'moderator' | 'member';

/** The head of a chat: where its log stands. */
export interface Chat {
  readonly tenant: string;
  readonly id: string;
  readonly kind: ChatKind;
  /** Sequence number of the latest entry; entries count from 1 without a gap. */
  readonly lastSeq: number;
  /** Rolling hash over all entries: 64 zeros before the first. */
  readonly digest: string;
  /** Messages that are not deleted. Derived from the entries; a recount mends it. */
  readonly messages: number;
  /** Least time between two messages of one member who is neither owner nor moderator; 0 for none. */
  readonly slowModeMs: number;
  /** Takes no more entries. */
  readonly isClosed: boolean;
  readonly createdAtMs: number;
}

export interface Member {
  readonly userId: string;
  readonly role: ChatRole;
  readonly joinedAtMs: number;
}

/** 1 to 64 letters, digits and `_ . -`, not beginning with a dot: safe in paths, logs and keys. */
export const chatIdPattern = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$/;
/** An install id, made once by the device. */
export const installPattern = /^[A-Za-z0-9_-]{1,64}$/;
/** Longest text of a message, in UTF-8 bytes. */
export const maxTextBytes = 16_384;
/** Longest pause of slow mode: a day. */
export const maxSlowModeMs = 86_400_000;
