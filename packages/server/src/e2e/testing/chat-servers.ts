import { welcomed } from '../../http/live/testing/live-client.ts';
import { answered } from '../../http/testing/expect-problem.ts';
import type { WalletAnswer } from '../../http/testing/wallet-app.ts';
import { startIdentityProvider } from '../../testing/identity-provider.ts';
import { freshDataFolder } from '../../testing/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { operatorOf } from './operator.ts';

export type ChatAnswer = WalletAnswer;

/** Two servers, each a process of its own, on one database; their users come from an identity provider. Backends may do everything with chats, wallets and documents. */
export interface ChatServers extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly urls: readonly [string, string];
  readonly key: string;
  readonly admin: string;
  /** The token of a session of this user. */
  user(userId: string): Promise<string>;
  /** Asks the first server unless another is named; a body that is no object is sent as it is. */
  call(token: string, path: string, request?: { readonly body?: object | string | Uint8Array; readonly at?: 0 | 1 }): Promise<ChatAnswer>;
  /** A client that has said hello to this server. */
  client(userId: string, at: 0 | 1): ReturnType<typeof welcomed>;
}

export async function startChatServers(): Promise<ChatServers> {
  const [database, folder, provider] = await Promise.all([createTestDatabase(), freshDataFolder(), startIdentityProvider()]);
  const environment = { DATABASE_URL: database.url, ...provider.environment };
  const { url: first } = await folder.start(environment);
  const { url: second } = await folder.start(environment);
  const admin = await folder.adminToken();
  const key = await operatorOf(first, admin).createToken({ name: 'backend', kind: 'service', scopes: ['chats:read', 'chats:write', 'wallets:read', 'wallets:write', 'wallets:credit', 'documents:read', 'documents:write'] });
  const urls = [first, second] as const;
  const tokens = new Map<string, Promise<string>>();
  const begin = async (userId: string) => {
    const response = await fetch(`${first}/v1/sessions`, { method: 'POST', body: JSON.stringify({ identityToken: await provider.token(userId) }) });
    return ((await response.json()) as { readonly token: string }).token;
  };
  const user = (userId: string) => {
    const token = tokens.get(userId) ?? begin(userId);
    tokens.set(userId, token);
    return token;
  };
  return {
    database, urls, key, admin, user,
    async call(token, path, { body, at = 0 } = {}) {
      const payload = body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body) };
      const answer = await answered(await fetch(`${urls[at]}${path}`, { headers: { authorization: `Bearer ${token}` }, ...payload }));
      return { ...answer, json: () => JSON.parse(answer.body) };
    },
    client: async (userId, at) => welcomed(urls[at], await user(userId)),
    async [Symbol.asyncDispose]() {
      await folder.clear();
      await provider[Symbol.asyncDispose]();
      await database.close();
    },
  };
}
