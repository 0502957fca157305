import type { ChatKind } from '../messages/chat.ts';
import type { FeedWindow } from './feed-window.ts';

export interface ChatPlace {
  readonly tenant: string;
  readonly chat: string;
}

/** One subscriber's place at a chat on this server. */
export interface FeedSeat<Bytes> {
  readonly kind: ChatKind;
  /** What is at hand; its tail moves just before `onGrown` is called. */
  readonly window: Pick<FeedWindow<Bytes>, 'tailSeq' | 'after'>;
  leave(): void;
}

/** The chats that someone on this server follows: each is fetched once, for all who do. */
export interface ChatFeeds<Bytes> {
  /** Undefined when there is no such chat. @throws {SoraError} `database-unavailable` */
  join(place: ChatPlace, onGrown: () => void): Promise<FeedSeat<Bytes> | undefined>;
  /** One page of the log as a frame, from `fromSeq` up to at most `toSeq`; undefined when nothing is there. Few are read at a time. */
  page(place: ChatPlace & { readonly fromSeq: number; readonly toSeq: number }): Promise<FeedPage<Bytes>>;
  readonly feeds: number;
}

export type FeedPage<Bytes> = readonly { readonly fromSeq: number; readonly toSeq: number; readonly bytes: Bytes; readonly sizeBytes: number }[];
