import type { Intent } from '../intent.ts';

/** Written by the server alone, after the payment provider said so. */
export const payments = {
  name: 'payments',
  holds: 'payments',
  service: 'cloud.firestore',
  paths: ['payments/{payment}'],
  may: { get: ['owner', 'participant', 'moderator', 'admin'], list: ['owner', 'participant', 'moderator', 'admin'], create: [], update: [], delete: [] },
  harm: { get: 'critical', list: 'critical', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: true,
  limits: [],
} as const satisfies Intent;
