import type { Collection } from '../collection.ts';

/** How a chat presents itself. Slow mode and closing are not here: they decide who may write, and belong to the chat itself. */
export const chatSettings = {
  name: 'chat-settings',
  owner: 'chat',
  meaning: 'How a chat presents itself to its members.',
  fields: {
    title: { kind: 'text', maxBytes: 200 },
    topic: { kind: 'text', maxBytes: 2_000 },
    pictureUrl: { kind: 'text', maxBytes: 2_000 },
    language: { kind: 'text', maxBytes: 35 },
    isListed: { kind: 'flag' },
    hidesHistory: { kind: 'flag' },
    theme: { kind: 'json' },
  },
} as const satisfies Collection;
