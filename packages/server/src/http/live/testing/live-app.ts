import type { ChatAnnouncements, ChatStore, LiveLimits, Send } from '@sora/core';
import { memoryChatAnnouncements, memoryChatStore, seededRandom } from '@sora/core/testing';
import { startChatFanOut } from '../../../workers/chat-fan-out.ts';
import { createAuthenticator } from '../../access/authenticator.ts';
import { portOf } from '../../app.ts';
import { createTestApp, type TestApp } from '../../testing/test-app.ts';
import { sha256 } from '../../testing/test-payments.ts';
import { createLiveChats, type LiveChats } from '../live-chats.ts';
import { wireFrame } from '../wire-frame.ts';
import { type LiveClient, welcomed } from './live-client.ts';

/** A server with live chats on memory stores, listening; its chat `c` is olga's, with alice and bob. */
export interface LiveApp extends TestApp, AsyncDisposable {
  readonly url: string;
  readonly chats: ChatStore;
  /** The same chats; what is sent through it is not announced. */
  readonly quietChats: ChatStore;
  readonly liveChats: LiveChats;
  readonly errors: readonly unknown[];
  /** A client of this user, let in. */
  client(userId: string): Promise<LiveClient>;
  /** Writes so many messages. */
  write(chat: string, count: number, text?: string): Promise<void>;
}

export interface LiveAppOptions {
  readonly limits?: Partial<LiveLimits>;
  readonly pollMs?: number;
  /** What several servers share; without them each has its own in memory. */
  readonly shared?: { readonly chats: ChatStore; readonly announcements: ChatAnnouncements };
  readonly server?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export async function createLiveApp({ limits = {}, pollMs = 60_000, environment = {}, server: name = 'here', shared }: LiveAppOptions = {}): Promise<LiveApp> {
  const server = await createTestApp({ environment });
  const { app, clock, ledger, credentials, sessions } = server;
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const quietChats = shared?.chats ?? memoryChatStore({ clock, sha256, tenants: new Set(['main', 'other']), ledger });
  const { chats, announcements } = shared ?? announcing(quietChats);
  const feeds = startChatFanOut({ chats, announcements, onError, pollMs, toBytes: wireFrame });
  const authenticator = createAuthenticator({ credentials, sessions }, clock);
  const liveChats = createLiveChats({ chats, feeds, announcements, authenticator, sessions, clock, random: seededRandom(1), server: name, onError, limits: { sweepMs: 10, ...limits } });
  liveChats.attach(app, () => ({ host: '127.0.0.1', port: portOf(app) ?? 0, allowedHosts: ['app.example'] }));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  await chats.create({ tenant: 'main', id: 'c', kind: 'group', owner: 'olga' });
  for (const userId of ['alice', 'bob']) await chats.admit('main', 'c', { userId, role: 'member' });
  return {
    ...server, url, chats, quietChats, liveChats, errors,
    client: async (userId) => welcomed(url, (await server.session(userId)).token),
    write: writer(chats),
    async [Symbol.asyncDispose]() {
      await app.close();
      await feeds.close();
    },
  };
}

/** A store that says which chats have grown, as one in a database does after each batch. */
function announcing(store: ChatStore): { readonly chats: ChatStore; readonly announcements: ChatAnnouncements } {
  const announcements = memoryChatAnnouncements();
  const send: ChatStore['send'] = async (wish) => {
    const outcome = await store.send(wish);
    if (outcome.kind === 'written') announcements.grown([{ tenant: wish.tenant, chat: wish.chat, lastSeq: outcome.entry.seq }]);
    return outcome;
  };
  return { chats: { ...store, send }, announcements };
}

let installs = 0;

function writer(chats: ChatStore): LiveApp['write'] {
  const install = `desk-${(installs += 1)}`;
  let written = 0;
  return async (chat, count, text = 'Hello') => {
    const sends = Array.from({ length: count }, (): Send => ({ tenant: 'main', chat, userId: 'olga', install, installSeq: (written += 1), kind: 'message', content: { text, salt: '0'.repeat(32) } }));
    await Promise.all(sends.map((send) => chats.send(send)));
  };
}

export const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, n) => from + n);
