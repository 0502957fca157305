import type { ChatRole } from '../messages/chat.ts';
import type { Send } from '../messages/send.ts';

interface NaiveEntry {
  readonly seq: number;
  readonly send: Send;
  readonly version: number;
  isErased: boolean;
}

interface NaiveRoom {
  readonly log: NaiveEntry[];
  readonly roles: Map<string, ChatRole>;
  /** Of the latest message of each member. */
  readonly sentAtMs: Map<string, number>;
  slowModeMs: number;
  isClosed: boolean;
}

/**
 * The rules of chats once more, as plainly as they can be put and sharing no code with them: every question walks the whole log. For tests to
 * compare with.
 */
export interface NaiveChat {
  room(chat: string): NaiveRoom;
  /** What becomes of a send, in a word: `written 3 v1`, `replayed 3`, or why not. */
  send(send: Send, nowMs: number): string;
  /** Messages that are not deleted. */
  messages(chat: string): number;
  erase(userId: string): void;
}

export function naiveChat(chats: readonly string[]): NaiveChat {
  const rooms = new Map(chats.map((chat): [string, NaiveRoom] => [chat, { log: [], roles: new Map(), sentAtMs: new Map(), slowModeMs: 0, isClosed: false }]));
  const room = (chat: string) => {
    const found = rooms.get(chat);
    if (found === undefined) throw new Error(`There is no chat "${chat}".`);
    return found;
  };
  return {
    room,
    send(send, nowMs) {
      const found = rooms.get(send.chat);
      return found === undefined ? 'unknown-chat' : answerBefore(found, send) ?? refuse(found, send, nowMs) ?? write(found, send, nowMs);
    },
    messages: (chat) => room(chat).log.filter(({ send, seq }) => send.kind === 'message' && !isDeleted(room(chat), seq)).length,
    erase(userId) {
      for (const { log } of rooms.values()) for (const entry of log) if (entry.send.userId === userId) entry.isErased = true;
    },
  };
}

function answerBefore({ log }: NaiveRoom, send: Send): string | undefined {
  const before = log.find((entry) => entry.send.userId === send.userId && entry.send.install === send.install && entry.send.installSeq === send.installSeq);
  if (before === undefined) return undefined;
  const isAlike = send.kind === before.send.kind && targetOf(send) === targetOf(before.send) && (before.isErased || textOf(send) === textOf(before.send));
  return isAlike ? `replayed ${before.seq}` : 'identity-reused';
}

function refuse(room: NaiveRoom, send: Send, nowMs: number): string | undefined {
  const role = room.roles.get(send.userId);
  if (role === undefined) return 'not-a-member';
  if (room.isClosed) return 'chat-closed';
  if (send.kind === 'message') {
    const nextAtMs = (room.sentAtMs.get(send.userId) ?? -Infinity) + room.slowModeMs;
    return role === 'member' && nextAtMs > nowMs ? `slow-mode for ${nextAtMs - nowMs}` : undefined;
  }
  const target = room.log.find(({ seq }) => seq === send.target);
  if (target?.send.kind !== 'message' || isDeleted(room, send.target)) return 'unknown-message';
  const isOwn = target.send.userId === send.userId;
  return isOwn || (send.kind === 'delete' && role !== 'member') ? undefined : 'not-allowed';
}

function write(room: NaiveRoom, send: Send, nowMs: number): string {
  const seq = room.log.length + 1;
  const versions = room.log.filter((entry) => send.kind !== 'message' && (entry.seq === send.target || targetOf(entry.send) === send.target)).length;
  if (send.kind === 'message') room.sentAtMs.set(send.userId, nowMs);
  room.log.push({ seq, send, version: versions + 1, isErased: false });
  if (send.kind === 'delete') for (const entry of room.log) if ((targetOf(entry.send) ?? entry.seq) === send.target) entry.isErased = true;
  return `written ${seq} v${versions + 1}`;
}

function isDeleted({ log }: NaiveRoom, target: number): boolean {
  return log.some(({ send }) => send.kind === 'delete' && send.target === target);
}

function targetOf(send: Send): number | undefined {
  return send.kind === 'message' ? undefined : send.target;
}

function textOf(send: Send): string | undefined {
  return send.kind === 'delete' ? undefined : send.content.text;
}
