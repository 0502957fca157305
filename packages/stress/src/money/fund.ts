import type { WalletApi } from './wallet-api.ts';

export const accountOf = (userId: string): string => `user:USD:${userId}`;

/** One user in five is given little. */
export const isShort = (userId: string): boolean => Number(userId.replace('user-', '')) % 5 === 4;

/** Opens wallets and gives each user some money; few of them little, so that refusals happen. @returns the users */
export async function fundUsers(api: WalletApi, { count, amountMinor }: { readonly count: number; readonly amountMinor: bigint }): Promise<readonly string[]> {
  const users = Array.from({ length: count }, (_, index) => `user-${index}`);
  for (const user of users) {
    await api.openWallet(user);
    await api.credit(user, isShort(user) ? 200n : amountMinor, `funds-${user}`);
  }
  return users;
}
