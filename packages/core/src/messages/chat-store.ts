import type { SubmitOptions } from '../ledger/ledger-store.ts';
import type { Chat, ChatKind, ChatRole, Member } from './chat.ts';
import type { Entry } from './entry.ts';
import type { PaidSend, Send, SendOutcome } from './send.ts';

export interface NewChat {
  readonly tenant: string;
  readonly id: string;
  readonly kind: ChatKind;
  readonly owner: string;
  readonly slowModeMs?: number;
}

/** Where a log stands: with a count and a digest a client proves that it has everything up to `seq`. */
export interface ChatDigest {
  readonly seq: number;
  readonly digest: string;
  /** Messages that are not deleted, up to the end of the log. */
  readonly messages: number;
}

/** Somebody who may not come into a chat. */
export interface Ban {
  readonly userId: string;
  /** Undefined: until it is lifted. */
  readonly untilMs: number | undefined;
  /** Undefined: a backend. */
  readonly bannedBy: string | undefined;
  readonly atMs: number;
}

/** @param forMs how long; undefined: until it is lifted */
export type NewBan = Pick<Ban, 'userId' | 'bannedBy'> & { readonly forMs: number | undefined };

export interface ReadCursor {
  readonly userId: string;
  /** Everything up to here was read. */
  readonly seq: number;
  /** When it came there; of one that never moved, when the member joined. */
  readonly atMs: number;
}

/** Chats, who is in them, and what was said. Refusals are results; the exceptions say what is known of the outcome. */
export interface ChatStore {
  /** Makes the chat with its owner if it is not there; answers it as it is. @throws {SoraError} `bad-request` (see `openChat`), or `not-found`: there is no such tenant */
  create(chat: NewChat): Promise<Chat>;
  chat(tenant: string, id: string): Promise<Chat | undefined>;
  /** Chats of a user, the one with the latest entry first; one without entries goes by when it was made. */
  chatsOf(query: { readonly tenant: string; readonly userId: string; readonly limit: number }): Promise<readonly (Chat & { readonly role: ChatRole; readonly readSeq: number })[]>;
  /** Chats of the tenant by id, for the operators' screen. */
  chats(query: { readonly tenant: string; readonly prefix: string; readonly afterId?: string; readonly limit: number }): Promise<readonly Chat[]>;
  /** Changes settings; undefined when there is no such chat. @throws {SoraError} `bad-request`: no such slow mode */
  configure(tenant: string, id: string, settings: { readonly slowModeMs?: number; readonly isClosed?: boolean }): Promise<Chat | undefined>;

  /** Adds the member or changes the role; false when there is no such chat, or a ban is in force. @throws {SoraError} `bad-request`: nobody can have this user id */
  admit(tenant: string, chat: string, member: { readonly userId: string; readonly role: ChatRole }): Promise<boolean>;
  /** False when they were no member. What they wrote stays, and slow mode remembers them: coming back does not make them faster. */
  remove(tenant: string, chat: string, userId: string): Promise<boolean>;
  member(tenant: string, chat: string, userId: string): Promise<Member | undefined>;
  members(query: { readonly tenant: string; readonly chat: string; readonly afterUserId?: string; readonly limit: number }): Promise<readonly Member[]>;

  /** Which of these users are members, in no order: one question for all who follow a chat. @param users at most a few thousand */
  membersAmong(tenant: string, chat: string, users: readonly string[]): Promise<readonly string[]>;

  /**
   * Removes the user, member or not, and lets nobody admit them while it lasts, whoever is just joining included. Takes the place of an earlier
   * ban. Undefined when there is no such chat. @throws {SoraError} `bad-request`: nobody can have this user id, or no such time
   */
  ban(tenant: string, chat: string, ban: NewBan): Promise<Ban | undefined>;
  /** Lets them be admitted again; false when no ban was in force. */
  liftBan(tenant: string, chat: string, userId: string): Promise<boolean>;
  /** Undefined when none is in force. */
  banOf(tenant: string, chat: string, userId: string): Promise<Ban | undefined>;
  /** Bans in force, by user id. */
  bans(query: { readonly tenant: string; readonly chat: string; readonly afterUserId?: string; readonly limit: number }): Promise<readonly Ban[]>;

  /**
   * Writes an entry, in batches with others. A delete takes the texts of its message and of all its edits with it, in the same transaction;
   * their digests stay. Sending the same again is always safe: its identity decides.
   * @throws {SoraError} `bad-request`: see `validateSend`; nothing happened
   * @throws {SoraError} `overloaded` or `database-unavailable`: nothing happened; `outcome-unknown`: it may have happened, send the same again
   */
  send(send: Send, options?: SubmitOptions): Promise<SendOutcome>;
  /** Writes a message and books its payment in one transaction, or neither. @throws as `send` */
  sendPaid(paid: PaidSend, options?: SubmitOptions): Promise<SendOutcome>;

  /**
   * What a send got that came before, without writing anything; undefined for a new identity. To be asked before a changed price is refused:
   * who paid the old one and did not hear of it must get the receipt.
   */
  repeatOf(send: Send): Promise<SendOutcome | undefined>;

  /** Entries from `fromSeq` to `toSeq`, both included, in order; at most `limit`. */
  range(query: { readonly tenant: string; readonly chat: string; readonly fromSeq: number; readonly toSeq: number; readonly limit: number }): Promise<readonly Entry[]>;
  /** Up to `atSeq`, or to the end; 0 is before the first entry. Undefined when there is no such chat or no such entry. */
  digest(tenant: string, chat: string, atSeq?: number): Promise<ChatDigest | undefined>;
  /** Moves the cursor forward, never back and never past the end; answers where it is. Undefined for no member. */
  read(tenant: string, chat: string, cursor: { readonly userId: string; readonly seq: number }): Promise<ReadCursor | undefined>;
  /** Cursors of members who have read something, by user id. */
  cursors(query: { readonly tenant: string; readonly chat: string; readonly limit: number }): Promise<readonly ReadCursor[]>;
  /** Heads of these chats as far as they went past what is known of them: what a fan-out asks every few seconds. */
  headsPast(known: readonly { readonly tenant: string; readonly chat: string; readonly seq: number }[]): Promise<readonly { readonly tenant: string; readonly chat: string; readonly lastSeq: number }[]>;
  /** Removes the texts that this user wrote; digests stay valid. Answers how many. */
  eraseContents(tenant: string, userId: string, limit: number): Promise<number>;
}
