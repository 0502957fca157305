import type { Sha256 } from '../kernel/sha256.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Chat, ChatRole } from './chat.ts';
import type { ChatChange, ChatState } from './chat-batch.ts';
import type { Entry } from './entry.ts';
import { identityKey } from './identity-key.ts';
import type { Send } from './send.ts';

/** A message and its latest version, which is the message itself until it is edited or deleted. */
export interface WorkingMessage {
  readonly message: Entry;
  latest: Entry;
}

export interface WorkingMember {
  readonly chat: string;
  readonly userId: string;
  readonly role: ChatRole;
  lastSentAtMs: number | undefined;
  hasSent: boolean;
}

/** A batch while it is decided. Each send finds here what the sends before it have left. */
export interface ChatWork {
  readonly tenant: string;
  /** Whole milliseconds, since digests cover it. */
  readonly nowMs: number;
  readonly sha256: Sha256;
  readonly chats: Map<string, Chat>;
  /** By chat and user. */
  readonly members: ReadonlyMap<string, WorkingMember>;
  /** By identity. */
  readonly known: Map<string, Entry>;
  /** By chat and number. */
  readonly messages: Map<string, WorkingMessage>;
  /** Sends that were accepted and wait for their payment, by identity. */
  readonly accepted: Map<string, Send>;
  readonly entries: Entry[];
}

export function beginChatWork(state: ChatState, sha256: Sha256): ChatWork {
  return {
    tenant: state.tenant,
    nowMs: Math.floor(state.nowMs),
    sha256,
    chats: new Map(state.chats.map((chat) => [chat.id, chat])),
    members: new Map(state.members.map((member) => [placeKey(member.chat, member.userId), { ...member, hasSent: false }])),
    known: new Map(state.known.map((entry) => [identityKey(entry), entry])),
    messages: new Map(state.targets.map(({ message, latest }) => [placeKey(message.chat, message.seq), { message, latest }])),
    accepted: new Map(),
    entries: [],
  };
}

/** What stands in a chat goes by this; neither part can hold a space. */
export function placeKey(chat: string, place: string | number): string {
  return `${chat} ${place}`;
}

/** The chat of a send that was accepted. */
export function chatOf(work: ChatWork, id: string): Chat {
  const chat = work.chats.get(id);
  invariant(chat !== undefined, 'an accepted send is about a chat that is there');
  return chat;
}

export function noteSent({ members, nowMs }: ChatWork, { chat, userId, kind }: Send): void {
  const member = members.get(placeKey(chat, userId));
  if (member === undefined || kind !== 'message') return;
  member.lastSentAtMs = nowMs;
  member.hasSent = true;
}

export function changesOf({ entries, chats, members, nowMs }: ChatWork): Omit<ChatChange, 'outcomes'> {
  const changed = new Set(entries.map(({ chat }) => chat));
  const senders = [...members.values()].filter(({ hasSent }) => hasSent);
  return {
    entries,
    chats: [...chats.values()].filter(({ id }) => changed.has(id)),
    senders: senders.map(({ chat, userId }) => ({ chat, userId, lastSentAtMs: nowMs })),
  };
}
