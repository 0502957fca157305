import type { Collection } from '../collection.ts';

/** What users say about themselves, and how their app looks, on all of their devices. */
export const profile = {
  name: 'profile',
  owner: 'user',
  meaning: 'What a user says about themself, and how the app looks to them.',
  fields: {
    displayName: { kind: 'text', maxBytes: 200 },
    about: { kind: 'text', maxBytes: 2_000 },
    avatarUrl: { kind: 'text', maxBytes: 2_000 },
    language: { kind: 'text', maxBytes: 35 },
    timeZone: { kind: 'text', maxBytes: 64 },
    showsPresence: { kind: 'flag' },
    takesNotifications: { kind: 'flag' },
    fontScale: { kind: 'number', min: 0.5, max: 4 },
    preferences: { kind: 'json' },
  },
} as const satisfies Collection;
