import type { Intent } from '../intent.ts';

/** A collection below a user's record, of whatever name, is that user's. */
export const belowAUser = {
  name: 'below-a-user',
  holds: 'what belongs to one user',
  service: 'cloud.firestore',
  paths: ['users/{user}/{collection}/{document}', 'user/{user}/{collection}/{document}'],
  may: {
    get: ['owner', 'participant', 'moderator', 'admin'], list: ['owner', 'participant', 'moderator', 'admin'], create: ['owner', 'participant', 'moderator', 'admin'],
    update: ['owner', 'participant', 'moderator', 'admin'], delete: ['owner', 'participant', 'moderator', 'admin'],
  },
  harm: { get: 'medium', list: 'medium', create: 'high', update: 'high', delete: 'high' },
  harmByAnyone: { create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: true,
  limits: [],
} as const satisfies Intent;
