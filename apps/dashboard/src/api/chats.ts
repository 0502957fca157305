import type { Chat, ChatRole, EntryOutline, LogStrip, Member } from '@sora/core';

/** The head of a chat, as it travels. */
export interface ChatHeadRow extends Pick<Chat, 'kind' | 'lastSeq' | 'digest' | 'messages' | 'slowModeMs' | 'isClosed' | 'createdAtMs'> {
  readonly chatId: string;
}

export interface RecentChatRow extends ChatHeadRow {
  readonly lastAtMs: number;
}

export interface LiveRoomRow {
  readonly chatId: string;
  /** Absent where nobody watches, or it is no room. */
  readonly viewers?: number;
  readonly servers: number;
  readonly entriesPerMinute: number;
}

export interface FoundChats {
  readonly chats: readonly ChatHeadRow[];
  /** Present while there are more. */
  readonly nextAfter?: string;
}

/** One chat beside what its entries come to. */
export interface ChatLog {
  readonly chat: ChatHeadRow;
  readonly log: {
    /** Of the last entry that is there. */
    readonly lastSeq: number;
    readonly digest: string;
    /** Absent where too many came since they were last counted. */
    readonly messages?: number;
    /** Greater than `lastSeq`: some were there and are gone. */
    readonly knownSeq: number;
  };
  /** What the head says otherwise than the entries, in words. */
  readonly differences: readonly string[];
  readonly strip: LogStrip;
  readonly members: { readonly counts: Readonly<Record<ChatRole, number>>; readonly isMore: boolean; readonly shown: readonly Member[] };
}

/** What is not there is absent. */
export interface EntryRow extends Pick<EntryOutline, 'seq' | 'kind' | 'version' | 'userId' | 'atMs'> {
  readonly target?: number;
  readonly textBytes?: number;
  readonly paymentKey?: string;
  readonly model?: string;
  readonly latest?: { readonly version: number; readonly isDeleted: boolean };
}

export interface EntryPage {
  readonly entries: readonly EntryRow[];
  /** Present while there are older ones. */
  readonly nextBefore?: number;
}

export interface Recounted {
  readonly kind: 'corrected' | 'unresolvable' | 'was-right';
  readonly after: Pick<Chat, 'lastSeq' | 'messages'>;
}
