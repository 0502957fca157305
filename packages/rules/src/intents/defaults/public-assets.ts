import type { Intent } from '../intent.ts';

/** What everybody sees, and so what nobody but the team may put there. */
export const publicAssets = {
  name: 'public-assets',
  holds: 'what everybody sees',
  service: 'firebase.storage',
  paths: ['public/{rest=**}', 'assets/{rest=**}', 'static/{rest=**}'],
  may: { get: ['anyone'], list: ['anyone'], create: ['admin'], update: ['admin'], delete: ['admin'] },
  harm: { get: 'low', list: 'low', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: false,
  limits: [],
} as const satisfies Intent;
