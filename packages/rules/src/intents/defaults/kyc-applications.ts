import type { Intent } from '../intent.ts';
import { changesAny, setsState } from '../goals.ts';

/** Identity papers: handed in once, decided by somebody else. */
export const kycApplications = {
  name: 'kyc_applications',
  holds: 'identity papers and what was decided about them',
  service: 'cloud.firestore',
  paths: ['kyc_applications/{application}', 'kyc/{application}'],
  may: {
    get: ['owner', 'moderator', 'admin'], list: ['owner', 'moderator', 'admin'], create: ['owner'], update: ['owner', 'moderator', 'admin'], delete: ['admin'],
  },
  harm: { get: 'critical', list: 'critical', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: true,
  limits: [{
    name: 'status', check: 'ownership', severity: 'critical', by: ['owner'],
    when: { create: setsState, update: changesAny(['status', 'state', 'approved', 'verified', 'reviewedBy']) },
    words: 'approve their own application',
    fix: 'let owners create with "request.resource.data.status == \'pending\'" and not update; let only reviewers update',
  }],
} as const satisfies Intent;
