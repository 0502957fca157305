import type { Chat } from './chat.ts';

/** Where the next page begins: after this chat. */
export interface ChatCursor {
  readonly tenant: string;
  readonly id: string;
}

/** What a chat's row says about its log, all of which follows from the entries. */
export type ChatHead = Pick<Chat, 'lastSeq' | 'digest' | 'messages'>;

/** A chat whose head says something else than its entries. */
export interface ChatMismatch extends ChatCursor {
  readonly head: ChatHead;
  /** In words: what the head says, and what the entries come to. */
  readonly differences: readonly string[];
}

export interface ChatComparison {
  readonly mismatches: readonly ChatMismatch[];
  readonly compared: number;
  /** Undefined at the end. */
  readonly next: ChatCursor | undefined;
}

/**
 * What was done about it. `unresolvable`: entries are missing, so that a recount would give numbers away a second time; nothing was touched,
 * but that a chat whose head is not one that its store wrote is closed, since nothing can go on from there.
 * @see ChatMismatch
 */
export interface ChatCorrection {
  readonly kind: 'corrected' | 'unresolvable' | 'was-right';
  readonly before: ChatHead;
  readonly after: ChatHead;
  /** False for an unresolvable one that was recorded before. */
  readonly isNews: boolean;
}

/** Chats as an auditor reads them: past the lanes, straight from the rows. Writers go on meanwhile. */
export interface ChatAudit {
  /**
   * Compares heads of all tenants with their entries, in the order of tenant and id, at most `limit` of them, after the cursor. Entries never
   * change, so that only those since the last time are counted; of a very long log that was never counted a part each time, and until that has
   * come to its end only number and digest are compared.
   */
  compare(after: ChatCursor | undefined, limit: number): Promise<ChatComparison>;
  /**
   * Recounts a chat from its first entry, and sets its head to that, under the lock that writers take, with event and history row, in one
   * transaction. No entry is touched.
   * @throws {SoraError} `unknown-chat`: there is no such chat
   */
  correct(chat: ChatCursor): Promise<ChatCorrection>;
}
