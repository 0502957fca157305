import type { Random } from '@sora/core';
import { type Address, addressOf } from '../faults/address.ts';
import { answerCuttingProxy } from '../faults/answer-cutting-proxy.ts';
import { type IdentityProvider, startIdentityProvider } from '../identity-provider.ts';
import { chatApi } from '../messages/chat-api.ts';
import { walletApi } from '../money/wallet-api.ts';
import { readBooks } from '../probes/books.ts';
import { type ChatLogs, readChatLogs } from '../probes/chat-logs.ts';
import { startTwoServers, type TwoServers } from '../two-servers.ts';
import { type AppDifferences, compareApp, keptOf } from './check-app.ts';
import type { AppHistory } from './app-history.ts';
import type { WritingPlaces } from './writing-app.ts';

/** Two servers of a campaign. */
export interface ClientSystem extends AsyncDisposable {
  readonly servers: TwoServers;
  readonly identity: IdentityProvider;
  /** One address of both, that loses requests and answers. */
  openDoor(random: Random): Promise<Door & AsyncDisposable>;
  /** Opens chats of their own for these users, with money in their wallets. @param name of the chats */
  openPlaces(name: string, users: readonly string[]): Promise<WritingPlaces>;
  /** What the database has of this user beside what their app knows. */
  differences(userId: string, history: AppHistory): Promise<AppDifferences>;
  logs(): Promise<ChatLogs>;
}

/** A way to the servers: each connection goes to one of those that run. */
export interface Door {
  readonly url: string;
  /** From now on this share of answers is lost, and this share of connections leads nowhere. */
  lose(share: { readonly answers: number; readonly connections: number }): void;
  /** Answers that were lost. */
  readonly cuts: number;
  /** Connections that led nowhere: the server never heard of what was sent. */
  readonly unreached: number;
}

/** Nothing listens there. */
const nowhere: Address = { host: '127.0.0.1', port: 1 };
const scopes = ['chats:read', 'chats:write', 'wallets:read', 'wallets:write', 'wallets:credit'];
const [price, fee] = [12n, 4n];
const plenty = 10_000_000n;

/** @param environment settings of both servers */
export async function startClientSystem(random: Random, environment: Readonly<Record<string, string>> = {}): Promise<ClientSystem> {
  const identity = await startIdentityProvider();
  const servers = await startTwoServers({ random: () => random.next(), scopes, environment: { ...identity.environment, ...environment } });
  const databaseUrl = () => servers.folder.databaseUrl();
  return {
    servers, identity,
    openDoor: (luck) => openDoor(servers, luck),
    openPlaces: (name, users) => openPlaces(servers, { name, users }),
    async differences(userId, history) {
      const [{ logs }, books] = [await readChatLogs(await databaseUrl()), await readBooks(await databaseUrl())];
      return compareApp(history, ...keptOf(userId, logs, books));
    },
    logs: async () => readChatLogs(await databaseUrl()),
    async [Symbol.asyncDispose]() {
      await servers[Symbol.asyncDispose]();
      await identity[Symbol.asyncDispose]();
    },
  };
}

async function openDoor(servers: TwoServers, random: Random): Promise<Door & AsyncDisposable> {
  const state = { connections: 0, unreached: 0 };
  const pick = (urls: readonly string[]) => urls[Math.floor(random.next() * urls.length)];
  const proxy = await answerCuttingProxy({
    random: () => random.next(),
    target() {
      const url = random.next() < state.connections ? undefined : pick(servers.urls());
      if (url !== undefined) return addressOf(url);
      state.unreached += 1;
      return nowhere;
    },
  });
  return {
    url: proxy.url,
    lose({ answers, connections }) {
      proxy.cutRatio = answers;
      state.connections = connections;
    },
    get cuts() { return proxy.cuts; },
    get unreached() { return state.unreached; },
    [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
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
