import type { Intent } from '../intent.ts';

/** Stands for a collection that no intent names when its own rules read an address, a phone number and the like from its documents. */
export const personalDocuments = {
  name: 'personal-documents',
  holds: 'data about a person, as the rules themselves say',
  service: 'cloud.firestore',
  paths: [],
  may: {
    get: ['owner', 'participant', 'moderator', 'admin'], list: ['owner', 'participant', 'moderator', 'admin'], create: ['signed-in'],
    update: ['owner', 'participant', 'moderator', 'admin'], delete: ['owner', 'participant', 'moderator', 'admin'],
  },
  harm: { get: 'high', list: 'high', create: 'high', update: 'high', delete: 'high' },
  harmByAnyone: { update: 'critical', delete: 'critical' },
  isPersonal: true,
  limits: [],
} as const satisfies Intent;
