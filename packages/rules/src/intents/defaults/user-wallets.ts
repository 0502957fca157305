import type { Intent } from '../intent.ts';

/** A balance that an app can write is no balance: only the server books. */
export const userWallets = {
  name: 'user_wallets',
  holds: 'the money of a user',
  service: 'cloud.firestore',
  paths: ['user_wallets/{user}', 'wallets/{wallet}', 'wallet/{wallet}'],
  may: { get: ['owner', 'participant', 'moderator', 'admin'], list: ['owner', 'participant', 'moderator', 'admin'], create: [], update: [], delete: [] },
  harm: { get: 'critical', list: 'critical', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: true,
  limits: [],
} as const satisfies Intent;
