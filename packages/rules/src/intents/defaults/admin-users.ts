import type { Intent } from '../intent.ts';

/** Who writes here is an admin, whatever they were before. */
export const adminUsers = {
  name: 'admin_users',
  holds: 'who has power',
  service: 'cloud.firestore',
  paths: ['admin_users/{user}', 'admins/{user}', 'admin/{user}'],
  may: { get: ['owner', 'admin'], list: ['admin'], create: [], update: [], delete: [] },
  harm: { get: 'high', list: 'high', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: false,
  limits: [],
} as const satisfies Intent;
