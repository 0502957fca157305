import type { Chat, ChatRole, Member } from './chat.ts';
import type { Entry } from './entry.ts';
import type { SeqRange } from './missing-ranges.ts';
import type { StripQuery } from './strip-plan.ts';

export interface RecentChat extends Chat {
  /** Of its latest entry; of a chat without one, when it was made. */
  readonly lastAtMs: number;
}

/** What a chat's head says, and what its entries come to, at one moment. */
export interface LogState {
  readonly chat: Chat;
  /** Of the last entry that is there; 0 for none. */
  readonly lastSeq: number;
  readonly digest: string;
  /** Messages that are not deleted; undefined where too many came since they were last counted. */
  readonly messages: number | undefined;
  /** How far there were entries: they were counted, or a head that nobody altered says so. Greater than `lastSeq`: some of them are gone. */
  readonly knownSeq: number;
}

/** Consecutive numbers of a log, and how many entries of each kind stand under them. What they do not come to is missing. */
export interface LogStretch extends SeqRange {
  readonly messages: number;
  readonly edits: number;
  readonly deletes: number;
}

export interface LogStrip extends SeqRange {
  /** In order, without a hole between them. */
  readonly stretches: readonly LogStretch[];
  /** The first that were found, in order. */
  readonly gaps: readonly SeqRange[];
  /** How many numbers have no entry, of those in the strip. */
  readonly missing: number;
}

/** What an engineer needs to know of an entry. Its text is the user's, and is not read. */
export interface EntryOutline extends Pick<Entry, 'seq' | 'kind' | 'target' | 'version' | 'userId' | 'paymentKey' | 'atMs'> {
  /** Of its text, in bytes of UTF-8; undefined once erased, and of a delete. */
  readonly textBytes: number | undefined;
  /** Which AI wrote it. */
  readonly model: string | undefined;
  /** The latest version of a message, where it was changed. */
  readonly latest: { readonly version: number; readonly isDeleted: boolean } | undefined;
}

export interface MemberSummary {
  /** Of the members that were counted. */
  readonly counts: Readonly<Record<ChatRole, number>>;
  /** True where there are more of them. */
  readonly isMore: boolean;
  /** Owners first, then moderators, then who joined first. */
  readonly shown: readonly Member[];
}

/** Where members are counted up to, in a chat. */
export const maxCountedMembers = 10_000;

/** Gaps that are named in a strip. */
export const maxNamedGaps = 20;

/** Chats as the operators' screen shows them: bounded questions, and no text of anybody. */
export interface ChatOverview {
  /** The one with the latest entry first. */
  recent(tenant: string, limit: number): Promise<readonly RecentChat[]>;
  /** Undefined when there is no such chat. */
  log(tenant: string, chat: string): Promise<LogState | undefined>;
  strip(query: StripQuery): Promise<LogStrip>;
  /** Newest first. */
  entries(query: { readonly tenant: string; readonly chat: string; readonly beforeSeq?: number; readonly limit: number }): Promise<readonly EntryOutline[]>;
  members(query: { readonly tenant: string; readonly chat: string; readonly limit: number }): Promise<MemberSummary>;
}
