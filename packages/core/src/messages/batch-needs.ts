import type { ChatNeeds } from './chat-batch.ts';
import { placeKey } from './chat-work.ts';
import { identityKey } from './identity-key.ts';
import type { Send } from './send.ts';

/**
 * What these sends, all valid (see `validateSend`), name. An adapter locks `chats` in this order, so that any number of servers cannot
 * deadlock, and then reads the rest in a new statement: a lock wait does not refresh what the waiting statement sees.
 */
export function needsOfSends(sends: readonly Send[]): ChatNeeds {
  const chats = new Set<string>();
  const members = new Map<string, ChatNeeds['members'][number]>();
  const identities = new Map<string, ChatNeeds['identities'][number]>();
  const targets = new Map<string, ChatNeeds['targets'][number]>();
  for (const send of sends) {
    const { tenant, chat, userId, install, installSeq } = send;
    chats.add(chat);
    members.set(placeKey(chat, userId), { chat, userId });
    identities.set(identityKey(send), { tenant, chat, userId, install, installSeq });
    if (send.kind !== 'message') targets.set(placeKey(chat, send.target), { chat, seq: send.target });
  }
  // UTF-16 order is byte order here, since chat ids are ASCII.
  return { chats: [...chats].toSorted(), members: [...members.values()], identities: [...identities.values()], targets: [...targets.values()] };
}
