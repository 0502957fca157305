import type { Intent } from '../intent.ts';
import { uploadLimits } from '../uploads.ts';

/** A match that names no folder holds for all of them: the tightest intent counts. */
export const allFiles = {
  name: 'all-files',
  holds: 'every file of the bucket, also private ones',
  service: 'firebase.storage',
  paths: [],
  may: {
    get: ['owner', 'participant', 'moderator', 'admin'], list: ['owner', 'participant', 'moderator', 'admin'], create: ['owner', 'participant', 'moderator', 'admin'],
    update: ['owner', 'participant', 'moderator', 'admin'], delete: ['owner', 'participant', 'moderator', 'admin'],
  },
  harm: { get: 'critical', list: 'critical', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: false,
  limits: uploadLimits,
} as const satisfies Intent;
