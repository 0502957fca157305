import { createWalletApp } from './wallet-app.ts';
import type { TestAppOptions } from './test-app.ts';

/** What comes of a send. */
export interface Sent {
  readonly kind: 'written' | 'replayed';
  readonly receipt: { readonly chat: string; readonly seq: number; readonly atMs: number; readonly digest: string };
  readonly message: Readonly<Record<string, unknown>>;
}

/** A server with the group c of olga, mona its moderator, alice and bob in it; zoe is in no chat. Backends may do everything with chats and wallets. */
export async function createChatApp(options: TestAppOptions = {}) {
  const server = await createWalletApp(options);
  const { chats, call, session } = server;
  await chats.create({ tenant: 'main', id: 'c', kind: 'group', owner: 'olga' });
  await chats.admit('main', 'c', { userId: 'mona', role: 'moderator' });
  for (const userId of ['alice', 'bob']) await chats.admit('main', 'c', { userId, role: 'member' });
  const key = await server.serviceKey('chats:read', 'chats:write', 'wallets:read', 'wallets:write');
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (userId: string) => {
    const token = tokens.get(userId) ?? session(userId).then((begun) => begun.token);
    tokens.set(userId, token);
    return token;
  };
  const userGet = async (userId: string, path: string) => call(await tokenOf(userId), 'GET', path);
  const userPost = async (userId: string, path: string, body: object = {}) => call(await tokenOf(userId), 'POST', path, { body });
  return {
    ...server, key, userGet, userPost,
    /** What the backend is answered. */
    get: async <T>(path: string) => (await call(key, 'GET', path)).json<T>(),
    post: (path: string, body: object = {}) => call(key, 'POST', path, { body }),
    /** Sends as this user from their phone. */
    say: (userId: string, installSeq: number, more: object = {}) => userPost(userId, '/v1/chats/c/messages', { install: 'phone', installSeq, text: `Hello ${installSeq}`, ...more }),
    log: () => chats.range({ tenant: 'main', chat: 'c', fromSeq: 1, toSeq: Number.MAX_SAFE_INTEGER, limit: 100_000 }),
  };
}

export type ChatApp = Awaited<ReturnType<typeof createChatApp>>;
