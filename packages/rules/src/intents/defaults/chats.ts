import type { Intent } from '../intent.ts';
import { changesAny, memberFields } from '../goals.ts';

/** Who is in a chat reads it all, so who may write the list of its members may read it. */
export const chats = {
  name: 'chats',
  holds: 'who talks with whom',
  service: 'cloud.firestore',
  paths: ['chats/{chat}', 'chat/{chat}', 'conversations/{chat}'],
  may: {
    get: ['participant', 'moderator', 'admin'], list: ['participant', 'moderator', 'admin'], create: ['signed-in'],
    update: ['participant', 'moderator', 'admin'], delete: ['owner', 'moderator', 'admin'],
  },
  harm: { get: 'critical', list: 'critical', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: true,
  limits: [{
    name: 'participants', check: 'ownership', severity: 'high', by: ['participant'],
    when: { update: changesAny(memberFields) },
    words: 'change who takes part',
    fix: 'let only admins of the chat change its members: add "request.resource.data.participants == resource.data.participants"',
  }],
} as const satisfies Intent;
