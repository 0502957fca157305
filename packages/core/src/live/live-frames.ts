import type { ChatKind } from '../messages/chat.ts';

/** The version of the protocol that this server speaks; the first frame of a client names the one it speaks. */
export const liveVersion = 1;

/** What a client may say, one JSON object a text frame. */
export type ClientFrame =
  /** The first frame. The token never stands in an address, since addresses are logged. */
  | { readonly type: 'hello'; readonly version: number; readonly token: string }
  /** A newer token of the same user, before the old one expires. */
  | { readonly type: 'token'; readonly token: string }
  /** Everything from this number on, then everything new; without `from` only what is new. */
  | { readonly type: 'subscribe'; readonly chat: string; readonly from?: number }
  | { readonly type: 'unsubscribe'; readonly chat: string }
  /** For clients that cannot see the pings of the protocol itself, such as browsers. */
  | { readonly type: 'ping' };

/** Why a chat is not subscribed to, or no longer. */
export type UnsubscribeCode = 'asked' | 'not-a-member' | 'too-many-subscriptions' | 'unavailable';

/** What a frame of a client may be answered with when it cannot be obeyed. */
export type FrameErrorCode = 'malformed' | 'unknown-type' | 'bad-field' | 'hello-twice' | 'not-subscribed';

/** What a server says, but for `entries`, which is put together from text (see `entriesText`). */
export type ServerFrame =
  | { readonly type: 'welcome'; readonly version: number; readonly userId: string; readonly heartbeatMs: number }
  /** This server does not speak the client's version; `works` still does. */
  | { readonly type: 'upgrade'; readonly versions: readonly number[]; readonly works: readonly string[] }
  | { readonly type: 'token-accepted' }
  /** Entries follow from `from` on; `lastSeq` is the end of the log at this moment. */
  | { readonly type: 'subscribed'; readonly chat: string; readonly kind: ChatKind; readonly from: number; readonly lastSeq: number }
  | { readonly type: 'unsubscribed'; readonly chat: string; readonly code: UnsubscribeCode }
  /** The subscription has ended, because what comes next is no longer at hand: fetch what is missing up to `lastSeq`, then subscribe again. */
  | { readonly type: 'resync'; readonly chat: string; readonly lastSeq: number }
  | ViewersFrame
  | PartialFrame
  | { readonly type: 'pong'; readonly atMs: number }
  | { readonly type: 'error'; readonly code: FrameErrorCode; readonly detail: string }
  /** The server hangs up: come back after this time, not before. */
  | { readonly type: 'reconnect'; readonly afterMs: number };

/** Who watches a room, as far as is known. */
export interface ViewersFrame {
  readonly type: 'viewers';
  readonly chat: string;
  /** Different users on each server, summed over servers: a user who watches through two servers counts twice. */
  readonly count: number;
  readonly servers: number;
  /** Age of the oldest server's count in the sum. */
  readonly ageMs: number;
  /** Some of them by chance, at most 50. */
  readonly sample: readonly string[];
}

/** A piece of an AI reply while it is being written: live only, never stored. The whole reply comes as an entry. */
export interface PartialFrame {
  readonly type: 'partial';
  readonly chat: string;
  /** Who writes it. */
  readonly userId: string;
  /** Which reply: install and number of the entry that will bring it, with a colon between them. */
  readonly reply: string;
  /** Where `text` begins, in UTF-16 units. A piece that does not follow what the client has is left out: the entry brings it all. */
  readonly offset: number;
  readonly text: string;
}
