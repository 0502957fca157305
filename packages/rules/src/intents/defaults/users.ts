import type { Intent } from '../intent.ts';
import { beginsWithPower, changesAny, grantedFields } from '../goals.ts';

/** Strangers who list users have every address; owners who write their own role are admins. */
export const users = {
  name: 'users',
  holds: 'the record of a user, with address and phone number',
  service: 'cloud.firestore',
  paths: ['users/{user}', 'user/{user}'],
  may: {
    get: ['owner', 'participant', 'moderator', 'admin'], list: ['owner', 'participant', 'moderator', 'admin'], create: ['owner', 'admin'],
    update: ['owner', 'moderator', 'admin'], delete: ['owner', 'admin'],
  },
  harm: { get: 'critical', list: 'critical', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: true,
  limits: [{
    name: 'granted-fields', check: 'admin-role', severity: 'medium', by: ['owner'],
    when: { create: beginsWithPower, update: changesAny(grantedFields) },
    words: 'give themselves a role, a balance or a verified mark',
    fix: "say which fields a user may write: create with request.resource.data.keys().hasOnly(['name', 'email']), update with request.resource.data.diff(resource.data).affectedKeys().hasOnly(['name', 'email'])",
  }],
} as const satisfies Intent;
