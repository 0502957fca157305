/** Who sent what: unique for ever, so that sending again is always safe. */
export interface EntryIdentity {
  readonly tenant: string;
  readonly chat: string;
  readonly userId: string;
  /** The device, or the name a backend gives itself. */
  readonly install: string;
  /** Counts up on that device, over all chats. */
  readonly installSeq: number;
}

/** What an AI reply was made with. */
export interface AiOrigin {
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** What it cost, in minor units of `unit`. */
  readonly costMinor: bigint;
  readonly unit: string;
  /** The user who asked for it, whose budget it counts on. */
  readonly askedBy?: string;
}

/** Text that can be erased: digests cover only its salted digest. */
export interface Content {
  readonly text: string;
  /** 32 random hexadecimal digits, made where the text came in. */
  readonly salt: string;
}

/**
 * One entry of a chat's log; never changed, but for its content being erased. An `edit` is a new version of the message it targets, a
 * `delete` the last one. Whoever has all entries up to a number has the whole chat up to there, changes included.
 */
export interface Entry extends EntryIdentity {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  readonly kind: 'message' | 'edit' | 'delete';
  /** Sequence number of the message that an edit or delete is about. */
  readonly target: number | undefined;
  /** 1 for a message; counts up with its edits and its deletion. */
  readonly version: number;
  /** Undefined once erased, and of a delete. */
  readonly content: Content | undefined;
  /** SHA-256 of salt and text; stays when the content is erased. Undefined for a delete. */
  readonly contentDigest: string | undefined;
  /** The transfer that paid for it. */
  readonly paymentKey: string | undefined;
  readonly ai: AiOrigin | undefined;
  /** Rolling hash: SHA-256 over the digest before it and everything above but the content's text and salt. */
  readonly digest: string;
  /** By the clock of the database. */
  readonly atMs: number;
}

/** What the sender gets, however often they send: enough to remove it from an outbox. */
export interface Receipt {
  readonly chat: string;
  readonly seq: number;
  readonly atMs: number;
  readonly digest: string;
}
