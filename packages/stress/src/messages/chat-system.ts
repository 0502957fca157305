import type { Random } from '@sora/core';
import { addressOf } from '../faults/address.ts';
import { answerCuttingProxy } from '../faults/answer-cutting-proxy.ts';
import { type IdentityProvider, startIdentityProvider } from '../identity-provider.ts';
import { fundUsers } from '../money/fund.ts';
import { walletApi } from '../money/wallet-api.ts';
import { startTwoServers, type TwoServers } from '../two-servers.ts';
import { type ChatApi, chatApi } from './chat-api.ts';

/** Two servers behind proxies that can lose their answers, with a backend at each. */
export interface ChatSystem extends AsyncDisposable {
  readonly servers: TwoServers;
  readonly identity: IdentityProvider;
  /** Through the proxies; a server that is away is tried in vain, as by a phone. */
  readonly apis: readonly ChatApi[];
  /** Straight to the servers that run. */
  direct(): readonly ChatApi[];
  /** From now on this share of answers to clients, and of commits to the second server, is lost. */
  cut(ratio: number): void;
  readonly cuts: { readonly answers: number; readonly commits: number };
}

const scopes = ['metrics:write', 'chats:read', 'chats:write', 'wallets:read', 'wallets:write', 'wallets:credit'];

export async function startChatSystem(random: Random): Promise<ChatSystem> {
  const identity = await startIdentityProvider();
  const servers = await startTwoServers({ random: () => random.next(), scopes, environment: identity.environment });
  const target = (index: number) => () => addressOf(servers.servers()[index]?.url ?? '');
  const proxies = await Promise.all([0, 1].map((index) => answerCuttingProxy({ target: target(index), random: () => random.next() })));
  return {
    servers,
    identity,
    apis: proxies.map(({ url }) => chatApi(url, servers.serviceKey)),
    direct: () => servers.urls().map((url) => chatApi(url, servers.serviceKey)),
    cut(ratio) {
      servers.proxy.cutRatio = ratio;
      for (const proxy of proxies) proxy.cutRatio = ratio;
    },
    get cuts() { return { answers: proxies.reduce((sum, { cuts }) => sum + cuts, 0), commits: servers.proxy.cuts }; },
    async [Symbol.asyncDispose]() {
      for (const proxy of proxies) await proxy[Symbol.asyncDispose]();
      await servers[Symbol.asyncDispose]();
      await identity[Symbol.asyncDispose]();
    },
  };
}

export interface Places {
  /** Chats where a message costs something. */
  readonly paid: readonly string[];
  readonly free: readonly string[];
  readonly users: readonly string[];
  readonly price: bigint;
}

export const owner = 'olga';

/** Opens chats that everybody is in, half of them paid ones, with a wallet for each user; one user in five is soon out of money. */
export async function openPlaces({ servers, direct }: ChatSystem, { isFree, ...count }: { readonly users: number; readonly chats: number; readonly isFree: boolean }): Promise<Places> {
  const [[api], [url]] = [direct(), servers.urls()];
  if (api === undefined || url === undefined) throw new Error('No server runs.');
  const users = await fundUsers(walletApi(url, servers.serviceKey), { count: count.users, amountMinor: 1_000_000n });
  const names = Array.from({ length: count.chats }, (_, index) => `chat-${index}`);
  const price = 12n;
  const paid = isFree ? [] : names.filter((_, index) => index % 2 === 0);
  for (const id of names) {
    await api.createChat({ id, kind: 'group', owner });
    await Promise.all(users.map((user) => api.admit(id, user)));
  }
  for (const id of paid) await api.setPrice(id, price, 4n);
  return { paid, free: names.filter((name) => !paid.includes(name)), users, price };
}
