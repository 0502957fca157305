import type { Intent } from '../intent.ts';
import { uploadLimits } from '../uploads.ts';

/** A folder that no intent names. An upload over an existing file is a create, so whoever may create in it may replace. */
export const otherFiles = {
  name: 'other-files',
  holds: '',
  service: 'firebase.storage',
  paths: ['{rest=**}'],
  may: {
    get: ['signed-in'], list: ['signed-in'], create: ['owner', 'participant', 'moderator', 'admin'],
    update: ['owner', 'participant', 'moderator', 'admin'], delete: ['owner', 'participant', 'moderator', 'admin'],
  },
  harm: { get: 'low', list: 'medium', create: 'high', update: 'high', delete: 'high' },
  harmByAnyone: { create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: false,
  limits: uploadLimits,
} as const satisfies Intent;
