import type { Intent } from '../intent.ts';

/** For those with the role: exports, reports, settings. */
export const adminFiles = {
  name: 'admin-files',
  holds: 'files of the team',
  service: 'firebase.storage',
  paths: ['admin/{rest=**}', 'admins/{rest=**}', 'system/{rest=**}', 'exports/{rest=**}', 'backups/{rest=**}'],
  may: { get: ['moderator', 'admin'], list: ['moderator', 'admin'], create: ['admin'], update: ['admin'], delete: ['admin'] },
  harm: { get: 'critical', list: 'critical', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: false,
  limits: [],
} as const satisfies Intent;
