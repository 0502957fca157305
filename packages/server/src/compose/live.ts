import type { ChatStore, Random } from '@sora/core';
import { postgresChatAnnouncements } from '../adapters/postgres/chat-announcements.ts';
import type { Database } from '../adapters/postgres/connect-database.ts';
import { createLiveChats, type LiveChats, type LiveChatsOptions } from '../http/live/live-chats.ts';
import { wireFrame } from '../http/live/wire-frame.ts';
import { startChatFanOut } from '../workers/chat-fan-out.ts';
import type { OwnNode } from './own-node.ts';
import { systemRandom } from './system.ts';

export interface LiveParts {
  readonly node: Pick<OwnNode, 'clock' | 'log' | 'self'>;
  readonly database: Pick<Database, 'url' | 'pool'>;
  readonly chats: ChatStore;
  readonly access: Pick<LiveChatsOptions, 'authenticator' | 'sessions'>;
  readonly limits?: LiveChatsOptions['limits'];
  readonly random?: Random;
}

/** Live chats on this server, with its place among the others; to be closed after the HTTP server, which sends the clients away. */
export function createLive({ node: { clock, log, self }, database, chats, access, limits = {}, random = systemRandom }: LiveParts): LiveChats {
  const onError = (err: unknown) => log.warn({ err }, 'a live chat could not be fetched; it is tried again');
  const announcements = postgresChatAnnouncements({ ...database, onLost: (err) => log.warn({ err }, 'announcements between servers were lost; until they are back, live chats take two seconds') });
  const feeds = startChatFanOut({ chats, announcements, onError, toBytes: wireFrame });
  const live = createLiveChats({ ...access, chats, feeds, announcements, clock, random, server: self().id, onError, limits });
  return {
    ...live,
    get sockets() { return live.sockets; },
    get unsentBytes() { return live.unsentBytes; },
    async close() {
      await live.close();
      await feeds.close();
      await announcements.close();
    },
  };
}
