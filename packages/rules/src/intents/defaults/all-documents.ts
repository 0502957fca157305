import type { Intent } from '../intent.ts';

/** A match that names no collection holds for all of them, also for those of tomorrow: the tightest intent counts. */
export const allDocuments = {
  name: 'all-documents',
  holds: 'every collection, also those with money and personal data',
  service: 'cloud.firestore',
  paths: [],
  may: {
    get: ['owner', 'participant', 'moderator', 'admin'], list: ['owner', 'participant', 'moderator', 'admin'], create: ['owner', 'participant', 'moderator', 'admin'],
    update: ['owner', 'participant', 'moderator', 'admin'], delete: ['owner', 'participant', 'moderator', 'admin'],
  },
  harm: { get: 'critical', list: 'critical', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: false,
  limits: [],
} as const satisfies Intent;
