import type { Chat, ChatRole } from './chat.ts';
import type { Entry, EntryIdentity } from './entry.ts';
import type { SendOutcome } from './send.ts';

/** A member as slow mode and rights need to know them. */
export interface Sender {
  readonly chat: string;
  readonly userId: string;
  readonly role: ChatRole;
  /** Their latest message; edits and deletes do not count. */
  readonly lastSentAtMs: number | undefined;
}

/** All that deciding a batch of sends needs, read after the chats were locked. */
export interface ChatState {
  readonly tenant: string;
  /** By the clock of the database; fractions of a millisecond are cut off. */
  readonly nowMs: number;
  readonly chats: readonly Chat[];
  /** Members among the senders. */
  readonly members: readonly Sender[];
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
  /** Members who wrote a message, and when they did last: what slow mode goes by. */
  readonly senders: readonly { readonly chat: string; readonly userId: string; readonly lastSentAtMs: number }[];
}

/** What a batch names, and so what has to be locked and read for it. Without repeats; chats in byte order. */
export interface ChatNeeds {
  readonly chats: readonly string[];
  readonly members: readonly { readonly chat: string; readonly userId: string }[];
  readonly identities: readonly EntryIdentity[];
  /** Messages that are edited or deleted. */
  readonly targets: readonly { readonly chat: string; readonly seq: number }[];
}
