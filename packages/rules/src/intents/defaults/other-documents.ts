import type { Intent } from '../intent.ts';

/** Of collections that no intent names little is known: content is often public, but nobody writes without a session, or to what is another's. */
export const otherDocuments = {
  name: 'other-documents',
  holds: '',
  service: 'cloud.firestore',
  paths: ['{collection}/{document}'],
  may: {
    get: ['signed-in'], list: ['signed-in'], create: ['signed-in'],
    update: ['owner', 'participant', 'moderator', 'admin'], delete: ['owner', 'participant', 'moderator', 'admin'],
  },
  harm: { get: 'low', list: 'medium', create: 'high', update: 'high', delete: 'high' },
  harmByAnyone: { update: 'critical', delete: 'critical' },
  isPersonal: false,
  limits: [],
} as const satisfies Intent;
