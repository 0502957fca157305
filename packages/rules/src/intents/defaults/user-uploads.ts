import type { Intent } from '../intent.ts';
import { uploadLimits } from '../uploads.ts';

/** Each user has a folder. */
export const userUploads = {
  name: 'user-uploads',
  holds: 'what users upload',
  service: 'firebase.storage',
  paths: ['users/{rest=**}', 'user/{rest=**}', 'uploads/{rest=**}', 'user_uploads/{rest=**}', 'avatars/{rest=**}'],
  may: {
    get: ['owner', 'participant', 'moderator', 'admin'], list: ['owner', 'participant', 'moderator', 'admin'], create: ['owner', 'participant', 'admin'],
    update: ['owner', 'participant', 'moderator', 'admin'], delete: ['owner', 'participant', 'moderator', 'admin'],
  },
  harm: { get: 'low', list: 'medium', create: 'critical', update: 'critical', delete: 'critical' },
  harmByAnyone: { get: 'medium' },
  isPersonal: false,
  limits: uploadLimits,
} as const satisfies Intent;
