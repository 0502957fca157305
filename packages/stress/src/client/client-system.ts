import type { Random } from '@sora/core';
import { addressOf } from '../faults/address.ts';
import { type AnswerCuttingProxy, answerCuttingProxy } from '../faults/answer-cutting-proxy.ts';
import { type IdentityProvider, startIdentityProvider } from '../identity-provider.ts';
import { chatApi } from '../messages/chat-api.ts';
import { walletApi } from '../money/wallet-api.ts';
import { readBooks } from '../probes/books.ts';
import { type ChatLogs, readChatLogs } from '../probes/chat-logs.ts';
import { startTwoServers, type TwoServers } from '../two-servers.ts';
import { type AppDifferences, compareApp, keptOf } from './check-app.ts';
import type { AppHistory } from './app-history.ts';
import type { WritingPlaces } from './writing-app.ts';

/** Two servers behind one address that can lose their answers. Each connection goes to one of those that run. */
export interface ClientSystem extends AsyncDisposable {
  readonly url: string;
  readonly servers: TwoServers;
  readonly identity: IdentityProvider;
  readonly proxy: AnswerCuttingProxy;
  /** Opens chats of their own for these users, with money in their wallets. @param name of the chats */
  openPlaces(name: string, users: readonly string[]): Promise<WritingPlaces>;
  /** What the database has of this user beside what their app knows. */
  differences(userId: string, history: AppHistory): Promise<AppDifferences>;
  logs(): Promise<ChatLogs>;
}

const scopes = ['chats:read', 'chats:write', 'wallets:read', 'wallets:write', 'wallets:credit'];
const [price, fee] = [12n, 4n];
const plenty = 10_000_000n;

/** @param environment settings of both servers */
export async function startClientSystem(random: Random, environment: Readonly<Record<string, string>> = {}): Promise<ClientSystem> {
  const identity = await startIdentityProvider();
  const servers = await startTwoServers({ random: () => random.next(), scopes, environment: { ...identity.environment, ...environment } });
  const pick = (urls: readonly string[]) => urls[Math.floor(random.next() * urls.length)];
  const proxy = await answerCuttingProxy({ random: () => random.next(), target: () => addressOf(pick(servers.urls()) ?? servers.servers()[0]?.url ?? '') });
  const databaseUrl = () => servers.folder.databaseUrl();
  return {
    url: proxy.url, servers, identity, proxy,
    openPlaces: (name, users) => openPlaces(servers, { name, users }),
    async differences(userId, history) {
      const [{ logs }, books] = [await readChatLogs(await databaseUrl()), await readBooks(await databaseUrl())];
      return compareApp(history, ...keptOf(userId, logs, books));
    },
    logs: async () => readChatLogs(await databaseUrl()),
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await servers[Symbol.asyncDispose]();
      await identity[Symbol.asyncDispose]();
    },
  };
}

async function openPlaces(servers: TwoServers, { name, users }: { readonly name: string; readonly users: readonly string[] }): Promise<WritingPlaces> {
  const [url = ''] = servers.urls();
  const [chats, wallets] = [chatApi(url, servers.serviceKey), walletApi(url, servers.serviceKey)];
  const places = { free: [1, 2, 3].map((index) => `${name}-free-${index}`), paid: [1, 2].map((index) => `${name}-paid-${index}`) };
  for (const userId of users) {
    await wallets.openWallet(userId);
    await wallets.credit(userId, plenty, `funds-${userId}`);
  }
  for (const id of [...places.free, ...places.paid]) {
    await chats.createChat({ id, kind: 'group', owner: `owner-of-${name}` });
    for (const userId of users) await chats.admit(id, userId);
  }
  for (const id of places.paid) await chats.setPrice(id, price, fee);
  return { ...places, price: `${price}` };
}
