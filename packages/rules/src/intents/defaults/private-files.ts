import type { Intent } from '../intent.ts';
import { uploadLimits } from '../uploads.ts';

/** Papers, pictures of papers, messages: read by their owner alone. */
export const privateFiles = {
  name: 'private-files',
  holds: 'files that are their owner\'s alone',
  service: 'firebase.storage',
  paths: ['private/{rest=**}', 'kyc/{rest=**}', 'kyc_applications/{rest=**}'],
  may: {
    get: ['owner', 'participant', 'moderator', 'admin'], list: ['owner', 'participant', 'moderator', 'admin'], create: ['owner', 'participant', 'admin'],
    update: ['owner', 'participant', 'admin'], delete: ['owner', 'participant', 'admin'],
  },
  harm: { get: 'critical', list: 'critical', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: true,
  limits: uploadLimits,
} as const satisfies Intent;
