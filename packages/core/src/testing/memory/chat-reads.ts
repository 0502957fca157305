import type { Chat } from '../../messages/chat.ts';
import type { ChatStore } from '../../messages/chat-store.ts';
import { genesisDigest } from '../../messages/entry-digest.ts';
import { type ChatTables, logOf, type MemberRow } from './chat-tables.ts';
import { rowKey } from './ledger-tables.ts';

type Reads = Pick<ChatStore, 'chat' | 'chatsOf' | 'chats' | 'member' | 'members' | 'membersAmong' | 'range' | 'digest' | 'cursors' | 'headsPast'>;

/** Questions to the rows of chats. */
export function chatReads(tables: ChatTables): Reads {
  return { ...readsOfChats(tables), ...readsOfMembers(tables), ...readsOfLogs(tables) };
}

function readsOfChats(tables: ChatTables): Pick<Reads, 'chat' | 'chatsOf' | 'chats' | 'headsPast'> {
  const { chats, members } = tables;
  return {
    async chat(tenant, id) {
      return chats.get(rowKey(tenant, id));
    },
    async chatsOf({ tenant, userId, limit }) {
      const memberships = [...members.values()].filter((row) => row.tenant === tenant && row.userId === userId);
      const found = memberships.flatMap(({ chat, role, readSeq }) => {
        const head = chats.get(rowKey(tenant, chat));
        return head === undefined ? [] : [{ ...head, role, readSeq }];
      });
      return found.toSorted((a, b) => latestAtMs(tables, b) - latestAtMs(tables, a) || inOrder(a.id, b.id)).slice(0, limit);
    },
    async chats({ tenant, prefix, afterId = '', limit }) {
      const named = [...chats.values()].filter((chat) => chat.tenant === tenant && chat.id.startsWith(prefix) && chat.id > afterId);
      return named.toSorted((a, b) => inOrder(a.id, b.id)).slice(0, limit);
    },
    async headsPast(known) {
      return known.flatMap(({ tenant, chat, seq }) => {
        const lastSeq = chats.get(rowKey(tenant, chat))?.lastSeq ?? 0;
        return lastSeq > seq ? [{ tenant, chat, lastSeq }] : [];
      });
    },
  };
}

function readsOfMembers({ members }: ChatTables): Pick<Reads, 'member' | 'members' | 'membersAmong' | 'cursors'> {
  const membersOf = (tenant: string, chat: string) => [...members.values()].filter((row) => row.tenant === tenant && row.chat === chat).toSorted((a, b) => inOrder(a.userId, b.userId));
  return {
    async member(tenant, chat, userId) {
      const row = members.get(rowKey(tenant, chat, userId));
      return row && memberOf(row);
    },
    async members({ tenant, chat, afterUserId = '', limit }) {
      return membersOf(tenant, chat).filter(({ userId }) => userId > afterUserId).slice(0, limit).map(memberOf);
    },
    async membersAmong(tenant, chat, users) {
      return [...new Set(users)].filter((userId) => members.has(rowKey(tenant, chat, userId)));
    },
    async cursors({ tenant, chat, limit }) {
      const read = membersOf(tenant, chat).filter(({ readSeq }) => readSeq > 0);
      return read.slice(0, limit).map(({ userId, readSeq, readAtMs }) => ({ userId, seq: readSeq, atMs: readAtMs }));
    },
  };
}

function readsOfLogs(tables: ChatTables): Pick<Reads, 'range' | 'digest'> {
  return {
    async range({ tenant, chat, fromSeq, toSeq, limit }) {
      return logOf(tables, tenant, chat).filter(({ seq }) => seq >= fromSeq && seq <= toSeq).slice(0, limit);
    },
    async digest(tenant, chat, atSeq) {
      const head = tables.chats.get(rowKey(tenant, chat));
      const seq = atSeq ?? head?.lastSeq;
      if (head === undefined || seq === undefined) return undefined;
      const digest = seq === 0 ? genesisDigest : logOf(tables, tenant, chat)[seq - 1]?.digest;
      return digest === undefined ? undefined : { seq, digest, messages: head.messages };
    },
  };
}

function latestAtMs(tables: ChatTables, { tenant, id, createdAtMs }: Chat): number {
  return logOf(tables, tenant, id).at(-1)?.atMs ?? createdAtMs;
}

function memberOf({ userId, role, joinedAtMs }: MemberRow) {
  return { userId, role, joinedAtMs };
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
