import type { Clock } from '../../kernel/clock.ts';
import type { Sha256 } from '../../kernel/sha256.ts';
import { SoraError } from '../../kernel/sora-error.ts';
import type { LedgerStore } from '../../ledger/ledger-store.ts';
import type { ChatStore } from '../../messages/chat-store.ts';
import { openChat, validateSlowMode } from '../../messages/open-chat.ts';
import { requireNoProblems } from '../../messages/validate-send.ts';
import { bans } from './chat-bans.ts';
import { memberships } from './chat-memberships.ts';
import { chatReads } from './chat-reads.ts';
import { chatSends } from './chat-sends.ts';
import { type ChatTables, chatTables, eraseTexts } from './chat-tables.ts';
import { turns } from './chat-turns.ts';
import { rowKey } from './ledger-tables.ts';

export interface MemoryChatOptions {
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly tenants: ReadonlySet<string>;
  /** Where paid messages are booked. */
  readonly ledger: Pick<LedgerStore, 'submit'>;
}

/** Chats in memory. What is sent before the next turn of the event loop goes through one batch, in order; everything that writes takes turns. */
export function memoryChatStore(options: MemoryChatOptions): ChatStore {
  const tables = chatTables();
  const inTurn = turns();
  return {
    ...chatReads(tables),
    ...chatSends({ ...options, tables, inTurn }),
    ...chatSettings(tables, options, inTurn),
    ...memberships(tables, options, inTurn),
    ...bans(tables, options, inTurn),
    eraseContents: (tenant, userId, limit) => inTurn(() => eraseTexts(tables, { tenant, userId, limit })),
  };
}

function chatSettings(tables: ChatTables, { clock, tenants }: MemoryChatOptions, inTurn: ReturnType<typeof turns>): Pick<ChatStore, 'create' | 'configure'> {
  return {
    create: (chat) => inTurn(() => {
      const { tenant, id, owner } = chat;
      const opened = openChat(chat, clock.nowMs());
      if (!tenants.has(tenant)) throw new SoraError('not-found', { detail: `There is no tenant "${tenant}".` });
      const known = tables.chats.get(rowKey(tenant, id));
      if (known !== undefined) return known;
      tables.chats.set(rowKey(tenant, id), opened);
      const joinedAtMs = clock.nowMs();
      tables.members.set(rowKey(tenant, id, owner), { tenant, chat: id, userId: owner, role: 'owner', joinedAtMs, lastSentAtMs: undefined, readSeq: 0, readAtMs: joinedAtMs });
      return opened;
    }),
    configure: (tenant, id, settings) => inTurn(() => {
      if (settings.slowModeMs !== undefined) requireNoProblems(validateSlowMode(settings.slowModeMs));
      const chat = tables.chats.get(rowKey(tenant, id));
      if (chat === undefined) return undefined;
      const configured = { ...chat, ...settings };
      tables.chats.set(rowKey(tenant, id), configured);
      return configured;
    }),
  };
}
