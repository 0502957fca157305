import type { Chat, ChatRole } from '../../messages/chat.ts';
import type { ChatChange, ChatState } from '../../messages/chat-batch.ts';
import type { Ban } from '../../messages/chat-store.ts';
import { needsOfSends } from '../../messages/batch-needs.ts';
import type { Entry } from '../../messages/entry.ts';
import { identityKey } from '../../messages/identity-key.ts';
import type { Send } from '../../messages/send.ts';
import { rowKey } from './ledger-tables.ts';

export interface MemberRow {
  readonly tenant: string;
  readonly chat: string;
  readonly userId: string;
  readonly role: ChatRole;
  readonly joinedAtMs: number;
  readonly lastSentAtMs: number | undefined;
  readonly readSeq: number;
  readonly readAtMs: number;
}

/** The rows of chats. Keys are joined with spaces, tenant first. */
export interface ChatTables {
  readonly chats: Map<string, Chat>;
  readonly members: Map<string, MemberRow>;
  /** When those who have left wrote last, by tenant, chat and user. */
  readonly left: Map<string, number>;
  /** By tenant, chat and user; those that are over, too. */
  readonly bans: Map<string, Ban>;
  /** By tenant and chat, in the order of their numbers. */
  readonly logs: Map<string, Entry[]>;
  /** Tenant and chat, and the number, by identity. */
  readonly identities: Map<string, { readonly log: string; readonly seq: number }>;
}

export function chatTables(): ChatTables {
  return { chats: new Map(), members: new Map(), left: new Map(), bans: new Map(), logs: new Map(), identities: new Map() };
}

export function logOf({ logs }: ChatTables, tenant: string, chat: string): readonly Entry[] {
  return logs.get(rowKey(tenant, chat)) ?? [];
}

/** What deciding these sends needs. */
export function readChatState(tables: ChatTables, sends: readonly Send[], { tenant, nowMs }: { readonly tenant: string; readonly nowMs: number }): ChatState {
  const needs = needsOfSends(sends);
  const present = <Row>(rows: readonly (Row | undefined)[]) => rows.filter((row) => row !== undefined);
  return {
    tenant,
    nowMs,
    chats: present(needs.chats.map((chat) => tables.chats.get(rowKey(tenant, chat)))),
    members: present(needs.members.map(({ chat, userId }) => tables.members.get(rowKey(tenant, chat, userId)))),
    known: present(needs.identities.map((identity) => entryUnder(tables, tenant, identityKey(identity)))),
    targets: present(needs.targets.map(({ chat, seq }) => versionsOf(logOf(tables, tenant, chat), seq))),
  };
}

/** Writes a change as it stands. */
export function applyChatChange(tables: ChatTables, tenant: string, change: ChatChange): void {
  for (const chat of change.chats) tables.chats.set(rowKey(tenant, chat.id), chat);
  for (const entry of change.entries) {
    const log = rowKey(tenant, entry.chat);
    tables.logs.set(log, tables.logs.get(log) ?? []);
    tables.logs.get(log)?.push(entry);
    tables.identities.set(rowKey(tenant, identityKey(entry)), { log, seq: entry.seq });
    if (entry.kind === 'delete') takeTexts(tables.logs.get(log) ?? [], entry.target);
  }
  for (const { chat, userId, lastSentAtMs } of change.senders) {
    const member = tables.members.get(rowKey(tenant, chat, userId));
    if (member !== undefined) tables.members.set(rowKey(tenant, chat, userId), { ...member, lastSentAtMs });
  }
}

/** Of a message and its edits. */
function takeTexts(log: Entry[], message: number | undefined): void {
  for (const [index, entry] of log.entries()) if ((entry.target ?? entry.seq) === message) log[index] = { ...entry, content: undefined };
}

/** Removes texts of a user, at most this many. Answers how many. */
export function eraseTexts({ logs }: ChatTables, { tenant, userId, limit }: { readonly tenant: string; readonly userId: string; readonly limit: number }): number {
  let erased = 0;
  for (const log of logs.values()) {
    for (const [index, entry] of log.entries()) {
      if (erased === limit || entry.tenant !== tenant || entry.userId !== userId || entry.content === undefined) continue;
      log[index] = { ...entry, content: undefined };
      erased += 1;
    }
  }
  return erased;
}

function entryUnder({ identities, logs }: ChatTables, tenant: string, identity: string): Entry | undefined {
  const place = identities.get(rowKey(tenant, identity));
  return place && logs.get(place.log)?.[place.seq - 1];
}

function versionsOf(log: readonly Entry[], seq: number): ChatState['targets'][number] | undefined {
  const message = log[seq - 1];
  if (message?.kind !== 'message') return undefined;
  return { message, latest: log.findLast(({ target }) => target === seq) ?? message };
}
