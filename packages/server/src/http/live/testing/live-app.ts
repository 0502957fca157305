import type { ChatStore, LiveLimits, Send } from '@sora/core';
import { memoryChatAnnouncements, type MemoryChatAnnouncements, memoryChatStore, seededRandom } from '@sora/core/testing';
import { startChatFanOut } from '../../../workers/chat-fan-out.ts';
import { createAuthenticator } from '../../access/authenticator.ts';
import { portOf } from '../../app.ts';
import { createTestApp, type TestApp } from '../../testing/test-app.ts';
import { sha256 } from '../../testing/test-payments.ts';
import { createLiveChats, type LiveChats } from '../live-chats.ts';
import { type LiveClient, welcomed } from './live-client.ts';

/** A server with live chats on memory stores, listening; its chat `c` is olga's, with alice and bob. */
export interface LiveApp extends TestApp, AsyncDisposable {
  readonly url: string;
  readonly chats: ChatStore;
  readonly announcements: MemoryChatAnnouncements;
  readonly liveChats: LiveChats;
  readonly errors: readonly unknown[];
  /** A client of this user, let in. */
  client(userId: string): Promise<LiveClient>;
  /** Writes so many messages, and announces them. */
  write(chat: string, count: number, text?: string): Promise<void>;
}

export interface LiveAppOptions {
  readonly limits?: Partial<LiveLimits>;
  readonly pollMs?: number;
  readonly beforeChats?: (chats: ChatStore) => ChatStore;
  readonly environment?: Readonly<Record<string, string>>;
}

export async function createLiveApp({ limits = {}, pollMs = 60_000, beforeChats = (chats) => chats, environment = {} }: LiveAppOptions = {}): Promise<LiveApp> {
  const server = await createTestApp({ environment });
  const { app, clock, ledger, credentials, sessions } = server;
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const chats = beforeChats(memoryChatStore({ clock, sha256, tenants: new Set(['main', 'other']), ledger }));
  const announcements = memoryChatAnnouncements();
  const feeds = startChatFanOut({ chats, announcements, onError, pollMs });
  const authenticator = createAuthenticator({ credentials, sessions }, clock);
  const liveChats = createLiveChats({ chats, feeds, announcements, authenticator, sessions, clock, random: seededRandom(1), server: 'here', onError, limits: { sweepMs: 10, ...limits } });
  liveChats.attach(app, () => ({ host: '127.0.0.1', port: portOf(app) ?? 0, allowedHosts: ['app.example'] }));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  await chats.create({ tenant: 'main', id: 'c', kind: 'group', owner: 'olga' });
  for (const userId of ['alice', 'bob']) await chats.admit('main', 'c', { userId, role: 'member' });
  return {
    ...server, url, chats, announcements, liveChats, errors,
    client: async (userId) => welcomed(url, (await server.session(userId)).token),
    write: writer(chats, announcements),
    async [Symbol.asyncDispose]() {
      await app.close();
      await feeds.close();
    },
  };
}

function writer(chats: ChatStore, announcements: MemoryChatAnnouncements): LiveApp['write'] {
  let written = 0;
  return async (chat, count, text = 'Hello') => {
    const sends = Array.from({ length: count }, (): Send => ({ tenant: 'main', chat, userId: 'olga', install: 'desk', installSeq: (written += 1), kind: 'message', content: { text, salt: '0'.repeat(32) } }));
    await Promise.all(sends.map((send) => chats.send(send)));
    announcements.grown([{ tenant: 'main', chat, lastSeq: (await chats.chat('main', chat))?.lastSeq ?? 0 }]);
  };
}

export const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, n) => from + n);
