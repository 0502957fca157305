import type { ChatStore } from '@sora/core';
import type { FastifyInstance } from 'fastify';
import { postgresChatAnnouncements } from '../adapters/postgres/chat-announcements.ts';
import type { Database } from '../adapters/postgres/connect-database.ts';
import { portOf } from '../http/app.ts';
import { createLiveChats, type LiveChats, type LiveChatsOptions } from '../http/live/live-chats.ts';
import { wireFrame } from '../http/live/wire-frame.ts';
import { startChatFanOut } from '../workers/chat-fan-out.ts';
import type { ChatActivities } from '../http/services.ts';
import { followActivity } from './chat-activity.ts';
import type { OwnNode } from './own-node.ts';
import { systemRandom } from './system.ts';

export interface LiveParts {
  readonly node: Pick<OwnNode, 'clock' | 'log' | 'self' | 'settings'>;
  readonly database: Pick<Database, 'url' | 'pool'>;
  readonly chats: ChatStore;
  readonly access: Pick<LiveChatsOptions, 'authenticator' | 'sessions'>;
  readonly limits?: NonNullable<LiveChatsOptions['limits']>;
}

/** Live chats on this server, with its place among the others. */
export interface Live {
  /** The same chats, which tell every server who was removed. */
  readonly chats: ChatStore;
  readonly partial: LiveChats['partial'];
  readonly activity: ChatActivities;
  /** Before the server listens. It sends the clients away when it closes. */
  attach(app: FastifyInstance): void;
  /** After the HTTP server was closed. */
  close(): Promise<void>;
}

export function createLive({ node: { clock, log, self, settings }, database, chats, access, limits = {} }: LiveParts): Live {
  const onError = (err: unknown) => log.warn({ err }, 'a live chat could not be fetched; it is tried again');
  const announcements = postgresChatAnnouncements({ ...database, onLost: (err) => log.warn({ err }, 'announcements between servers were lost; until they are back, live chats take two seconds') });
  const feeds = startChatFanOut({ chats, announcements, onError, toBytes: wireFrame });
  const live = createLiveChats({ ...access, chats, feeds, announcements, clock, random: systemRandom, server: self().id, onError, limits });
  return {
    chats: tellingRemovals(chats, live),
    partial: live.partial,
    activity: followActivity(announcements, clock),
    attach: (app) => live.attach(app, () => ({ host: settings.SORA_HOST, port: portOf(app) ?? settings.SORA_PORT, allowedHosts: [...settings.SORA_ALLOWED_HOSTS, ...settings.SORA_APP_ORIGINS.map((origin) => new URL(origin).host)] })),
    async close() {
      await live.close();
      await feeds.close();
      await announcements.close();
    },
  };
}

function tellingRemovals(chats: ChatStore, live: Pick<LiveChats, 'removed'>): ChatStore {
  return {
    ...chats,
    async remove(tenant, chat, userId) {
      const wasMember = await chats.remove(tenant, chat, userId);
      if (wasMember) live.removed({ tenant, chat, userId });
      return wasMember;
    },
    async ban(tenant, chat, wish) {
      const ban = await chats.ban(tenant, chat, wish);
      if (ban !== undefined) live.removed({ tenant, chat, userId: wish.userId });
      return ban;
    },
  };
}
