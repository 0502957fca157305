import type { Chat, ChatRole } from './chat.ts';
import type { Entry } from './entry.ts';
import type { SendOutcome } from './send.ts';

/** All that deciding a batch of sends needs, read after the chats were locked. */
export interface ChatState {
  readonly tenant: string;
  /** By the clock of the database. */
  readonly nowMs: number;
  readonly chats: readonly Chat[];
  /** Members among the senders. */
  readonly members: readonly { readonly chat: string; readonly userId: string; readonly role: ChatRole; readonly lastSentAtMs: number | undefined }[];
  /** Entries with an identity of the batch, as far as there are. */
  readonly known: readonly Entry[];
  /** Messages that edits and deletes of the batch are about, each with its latest version. */
  readonly targets: readonly { readonly message: Entry; readonly latest: Entry }[];
}

export interface ChatChange {
  /** One for each send, in their order. */
  readonly outcomes: readonly SendOutcome[];
  /** New rows, per chat in the order of their numbers. */
  readonly entries: readonly Entry[];
  /** New heads of chats that changed. */
  readonly chats: readonly Chat[];
}
