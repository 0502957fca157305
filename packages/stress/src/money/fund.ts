import type { WalletApi } from './wallet-api.ts';

export const accountOf = (userId: string): string => `user:USD:${userId}`;

/** Opens wallets and gives each user some money; few of them little, so that refusals happen. @returns the users */
export async function fundUsers(api: WalletApi, { count, amountMinor }: { readonly count: number; readonly amountMinor: bigint }): Promise<readonly string[]> {
  const users = Array.from({ length: count }, (_, index) => `user-${index}`);
  for (const [index, user] of users.entries()) {
    await api.openWallet(user);
    await api.credit(user, index % 5 === 4 ? 200n : amountMinor, `funds-${user}`);
  }
  return users;
}
