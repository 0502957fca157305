import { type ChatAnnouncements, type ChatFeeds, type ChatStore, createTurnstile, type FeedFrame, SoraError } from '@sora/core';
import { type ChatFeed, openChatFeed } from './chat-fan-out-feed.ts';
import { framesOf, type ToBytes } from './chat-fan-out-frames.ts';
import { startTicker } from './ticker.ts';

export interface ChatFanOutOptions {
  readonly chats: Pick<ChatStore, 'chat' | 'range' | 'headsPast'>;
  readonly announcements: ChatAnnouncements;
  readonly onError: (error: unknown) => void;
  readonly toBytes: ToBytes;
  /** How often it is asked what nobody announced. Default: 2 s. */
  readonly pollMs?: number;
  readonly maxFeeds?: number;
}

export interface ChatFanOut extends ChatFeeds<Buffer> {
  /** Fetches nothing more, and waits for what is under way. */
  close(): Promise<void>;
}

/** Pages that are read at once for subscribers who catch up: the rest of the database is for those who write. */
const pagesAtOnce = 4;
const pageEntries = 100;
const headsAtOnce = 1_000;
/** For the frames at hand, of all chats together. */
const windowBytesInAll = 67_108_864;
const windowBytes = { least: 32_768, most: 4_194_304 };

/**
 * Follows the chats that have subscribers on this server. An announcement makes it fast; that nothing is missed rests on asking for the heads,
 * every two seconds and whenever announcements may have been lost.
 */
export function startChatFanOut({ chats, announcements, onError, toBytes, pollMs = 2_000, maxFeeds = 20_000 }: ChatFanOutOptions): ChatFanOut {
  const feeds = new Map<string, ChatFeed>();
  const turnstile = createTurnstile(pagesAtOnce);
  const maxWindowBytes = () => Math.min(windowBytes.most, Math.max(windowBytes.least, windowBytesInAll / Math.max(1, feeds.size)));
  const hear = (heads: Awaited<ReturnType<ChatStore['headsPast']>>) => {
    for (const { tenant, chat, lastSeq } of heads) feeds.get(`${tenant}/${chat}`)?.grownTo(lastSeq);
  };
  const poll = startTicker(pollMs, () => askHeads(chats, [...feeds.values()], hear), onError);
  const deaf = announcements.listen({ grown: hear, lapsed: () => void poll.tick() });
  return {
    get feeds() { return feeds.size; },
    async join(place, onGrown) {
      const key = `${place.tenant}/${place.chat}`;
      if (!feeds.has(key) && feeds.size >= maxFeeds) throw new SoraError('overloaded', { detail: `${maxFeeds} chats are followed on this server.` });
      const feed = feeds.get(key) ?? openChatFeed({ place, chats, maxWindowBytes, onError, toBytes });
      feeds.set(key, feed);
      return await feed.join(onGrown, () => { if (feeds.get(key) === feed) feeds.delete(key); });
    },
    page: ({ tenant, chat, fromSeq, toSeq }) => turnstile.pass(async (): Promise<readonly FeedFrame<Buffer>[]> => framesOf(chat, await chats.range({ tenant, chat, fromSeq, toSeq, limit: pageEntries }), toBytes)),
    async close() {
      deaf();
      for (const feed of feeds.values()) feed.close();
      await poll.stop();
    },
  };
}

async function askHeads(chats: ChatFanOutOptions['chats'], feeds: readonly ChatFeed[], hear: (heads: Awaited<ReturnType<ChatStore['headsPast']>>) => void): Promise<void> {
  for (let first = 0; first < feeds.length; first += headsAtOnce) {
    const known = feeds.slice(first, first + headsAtOnce).flatMap(({ place, tailSeq }) => (tailSeq === undefined ? [] : [{ ...place, seq: tailSeq }]));
    if (known.length > 0) hear(await chats.headsPast(known));
  }
}
