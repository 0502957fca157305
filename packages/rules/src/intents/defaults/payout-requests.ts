import type { Intent } from '../intent.ts';
import { namesCallerNowhere, setsState } from '../goals.ts';

/** A wish for money: asked once, for oneself, and from then on in the hands of others. */
export const payoutRequests = {
  name: 'payout_requests',
  holds: 'wishes for money, and whether they were granted',
  service: 'cloud.firestore',
  paths: ['payout_requests/{request}', 'payouts/{request}'],
  may: {
    get: ['owner', 'moderator', 'admin'], list: ['owner', 'moderator', 'admin'], create: ['owner'], update: ['admin'], delete: [],
  },
  harm: { get: 'critical', list: 'critical', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: true,
  limits: [{
    name: 'status', check: 'ownership', severity: 'critical', by: ['owner'],
    when: { create: setsState },
    words: 'ask for money that is granted already',
    fix: 'add "request.resource.data.status == \'pending\'": the status a request begins with',
  }, {
    name: 'payee', check: 'ownership', severity: 'critical', by: ['stranger'],
    when: { create: [namesCallerNowhere] },
    words: 'ask for the money of somebody else',
    fix: 'add "request.resource.data.userId == request.auth.uid", with the field that names who is paid',
  }],
} as const satisfies Intent;
