import type { Intent } from '../intent.ts';
import { beginsWithPower, changesAny, grantedFields, holdsAny, personalFields } from '../goals.ts';

/** What users show of themselves: every signed-in user may look one up, so it may hold nothing else. */
export const userProfiles = {
  name: 'user_profiles',
  holds: 'what a user shows to the others',
  service: 'cloud.firestore',
  paths: ['user_profiles/{user}', 'profiles/{user}'],
  may: {
    get: ['signed-in'], list: ['owner', 'participant', 'moderator', 'admin'], create: ['owner', 'admin'],
    update: ['owner', 'moderator', 'admin'], delete: ['owner', 'admin'],
  },
  harm: { get: 'medium', list: 'medium', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: true,
  limits: [
    {
      name: 'granted-fields', check: 'admin-role', severity: 'medium', by: ['owner'],
      when: { create: beginsWithPower, update: changesAny(grantedFields) },
      words: 'give themselves a role, a balance or a verified mark',
      fix: "allow writes only with request.resource.data.keys().hasOnly(['displayName', 'photoUrl', 'bio']): the fields that a user may write",
    },
    {
      name: 'personal-fields', check: 'personal-data', severity: 'low', by: ['owner'],
      when: { create: holdsAny(personalFields), update: holdsAny(personalFields) },
      words: 'put an e-mail address or a phone number where other users may read',
      fix: "allow writes only with request.resource.data.keys().hasOnly(['displayName', 'photoUrl', 'bio']), and keep address and phone number in users/{uid}",
    },
  ],
} as const satisfies Intent;
