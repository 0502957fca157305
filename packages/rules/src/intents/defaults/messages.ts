import type { Intent } from '../intent.ts';
import { namesCallerNowhere } from '../goals.ts';

/** Read by those in the chat, written by its sender, edited by nobody else. */
export const messages = {
  name: 'messages',
  holds: 'what people write to each other',
  service: 'cloud.firestore',
  paths: ['chats/{chat}/messages/{message}', 'chat/{chat}/messages/{message}', 'conversations/{chat}/messages/{message}'],
  may: {
    get: ['participant', 'moderator', 'admin'], list: ['participant', 'moderator', 'admin'], create: ['participant'],
    update: ['owner', 'moderator', 'admin'], delete: ['owner', 'moderator', 'admin'],
  },
  harm: { get: 'critical', list: 'critical', create: 'critical', update: 'critical', delete: 'critical' },
  isPersonal: true,
  limits: [{
    name: 'sender', check: 'ownership', severity: 'high', by: ['participant'],
    when: { create: [namesCallerNowhere] },
    words: 'write in the name of somebody else',
    fix: 'add "request.resource.data.senderId == request.auth.uid", with the field that names the sender',
  }],
} as const satisfies Intent;
