import { startTwoServers, type TwoServers } from '../two-servers.ts';
import { type WalletApi, walletApi } from './wallet-api.ts';

/** Two servers, and a backend at each that runs. */
export interface TwoBanks extends AsyncDisposable {
  readonly system: TwoServers;
  readonly apis: () => readonly WalletApi[];
}

export async function startTwoBanks(random: () => number): Promise<TwoBanks> {
  const system = await startTwoServers({ random, scopes: ['metrics:write', 'wallets:read', 'wallets:write', 'wallets:credit'] });
  return { system, apis: () => system.urls().map((url) => walletApi(url, system.serviceKey)), [Symbol.asyncDispose]: () => system[Symbol.asyncDispose]() };
}
