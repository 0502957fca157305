import type { Intent } from '../intent.ts';

/** Written by the server alone; a client that writes one makes money. */
export const transactions = {
  name: 'transactions',
  holds: 'movements of money',
  service: 'cloud.firestore',
  paths: ['transactions/{transaction}'],
  may: { get: ['owner', 'participant', 'moderator', 'admin'], list: ['owner', 'participant', 'moderator', 'admin'], create: [], update: [], delete: [] },
  harm: { get: 'critical', list: 'critical', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: true,
  limits: [],
} as const satisfies Intent;
