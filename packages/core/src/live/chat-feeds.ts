import type { ChatKind } from '../messages/chat.ts';
import type { FeedFrame, FeedWindow } from './feed-window.ts';

export interface ChatPlace {
  readonly tenant: string;
  readonly chat: string;
}

/** One subscriber's place at a chat on this server. */
export interface FeedSeat<Bytes> {
  readonly kind: ChatKind;
  /** What is at hand; its tail moves before `onGrown` is called. */
  readonly window: Pick<FeedWindow<Bytes>, 'tailSeq' | 'after'>;
  leave(): void;
}

/** The chats that someone on this server follows: each is fetched once, for all who do. */
export interface ChatFeeds<Bytes> {
  /** Undefined when there is no such chat. @throws {SoraError} `database-unavailable`, or `overloaded`: too many chats are followed here */
  join(place: ChatPlace, onGrown: () => void): Promise<FeedSeat<Bytes> | undefined>;
  /** A page of the log, in frames that follow one another, from `fromSeq` to at most `toSeq`. Few are read at a time. @throws {SoraError} `database-unavailable` */
  page(range: ChatPlace & { readonly fromSeq: number; readonly toSeq: number }): Promise<readonly FeedFrame<Bytes>[]>;
  /** Chats that are followed. */
  readonly feeds: number;
}
