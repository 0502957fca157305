import { type Chat, type ChatKind, type ChatNeeds, type ChatRole, type ChatState, needsOfSends, type Send, type Sender } from '@sora/core';
import { plainArray, textArray } from '../ledger/array-literal.ts';
import { entryOf, type EntryRow } from './rows.ts';

export const lockAndReadChatsSql = 'select * from chat_lock_and_read($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)';

/** Locks the chats of these sends and reads what deciding them needs. The locks last as long as the transaction. */
export function lockAndReadQuery(tenant: string, sends: readonly Send[]) {
  return { name: 'chat_lock_and_read', text: lockAndReadChatsSql, values: [tenant, ...arraysOf(needsOfSends(sends))] };
}

function arraysOf({ chats, members, identities, targets }: ChatNeeds): readonly string[] {
  return [
    textArray(chats),
    textArray(members.map(({ chat }) => chat)), textArray(members.map(({ userId }) => userId)),
    textArray(identities.map(({ chat }) => chat)), textArray(identities.map(({ userId }) => userId)),
    textArray(identities.map(({ install }) => install)), plainArray(identities.map(({ installSeq }) => installSeq)),
    textArray(targets.map(({ chat }) => chat)), plainArray(targets.map(({ seq }) => seq)),
  ];
}

/** What `chat_lock_and_read` answers; null stands for none. */
export interface ChatStateRow {
  readonly now_ms: string;
  /** Chats, one a line: id, kind, last_seq, digest, messages, slow_mode_ms, closed, created_at, where the row is, and whether its checksum is right. */
  readonly heads: string | null;
  /** Members, one a line: chat, user, role, last_sent_at. */
  readonly members: string | null;
  readonly known: readonly EntryRow[] | null;
  readonly targets: readonly { readonly message: EntryRow; readonly latest: EntryRow | null }[] | null;
}

/** What a batch goes by. */
export interface LockedChats {
  readonly state: ChatState;
  /** Where the rows of `state.chats` are, in their order. Locked, they stay there. */
  readonly places: readonly string[];
  /** Open chats that something else than the store has changed. A closed one takes nothing, whatever it says. */
  readonly altered: readonly string[];
}

export function lockedChatsOf(tenant: string, row: ChatStateRow | undefined): LockedChats {
  if (row === undefined) throw new Error('chat_lock_and_read answered no row.');
  const { now_ms, heads, members, known, targets } = row;
  const chats = linesOf(heads).map((line) => chatOfLine(tenant, line));
  return {
    state: {
      tenant,
      nowMs: Number(now_ms),
      chats: chats.map(({ chat }) => chat),
      members: linesOf(members).map(senderOfLine),
      known: (known ?? []).map(entryOf),
      targets: (targets ?? []).map(({ message, latest }) => ({ message: entryOf(message), latest: entryOf(latest ?? message) })),
    },
    places: chats.map(({ place }) => place),
    altered: chats.filter(({ isRight, chat }) => !isRight && !chat.isClosed).map(({ chat }) => chat.id),
  };
}

function linesOf(lines: string | null): readonly string[] {
  return lines === null ? [] : lines.split('\n');
}

function chatOfLine(tenant: string, line: string): { readonly chat: Chat; readonly place: string; readonly isRight: boolean } {
  const [id = '', kind, lastSeq, digest = '', messages, slowModeMs, closed, createdAtMs, place = '', isRight] = line.split(' ');
  const chat: Chat = {
    tenant, id, kind: kind as ChatKind, lastSeq: Number(lastSeq), digest, messages: Number(messages),
    slowModeMs: Number(slowModeMs), isClosed: closed === 't', createdAtMs: Number(createdAtMs),
  };
  return { chat, place, isRight: isRight === 't' };
}

function senderOfLine(line: string): Sender {
  const [chat = '', userId = '', role, lastSentAtMs] = line.split(' ');
  return { chat, userId, role: role as ChatRole, lastSentAtMs: lastSentAtMs === '-' ? undefined : Number(lastSentAtMs) };
}
