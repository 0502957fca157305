import type { Intent } from '../intent.ts';

/** Its name says who may read it; it says nothing about writing. */
export const publicDocuments = {
  name: 'public-documents',
  holds: 'what everybody sees',
  service: 'cloud.firestore',
  paths: ['public/{document}'],
  may: {
    get: ['anyone'], list: ['anyone'], create: ['signed-in'],
    update: ['owner', 'participant', 'moderator', 'admin'], delete: ['owner', 'participant', 'moderator', 'admin'],
  },
  harm: { get: 'low', list: 'low', create: 'high', update: 'high', delete: 'high' },
  harmByAnyone: { update: 'critical', delete: 'critical' },
  isPersonal: false,
  limits: [],
} as const satisfies Intent;
