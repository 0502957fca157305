import type { Clock } from '../../kernel/clock.ts';
import type { Ban, ChatStore } from '../../messages/chat-store.ts';
import { requireValidBan } from '../../messages/validate-ban.ts';
import { leave } from './chat-leaving.ts';
import type { ChatTables } from './chat-tables.ts';
import type { turns } from './chat-turns.ts';
import { rowKey } from './ledger-tables.ts';

export function bans(tables: ChatTables, { clock }: { readonly clock: Clock }, inTurn: ReturnType<typeof turns>): Pick<ChatStore, 'ban' | 'liftBan' | 'banOf' | 'bans'> {
  return {
    ban: (tenant, chat, wish) => inTurn(() => {
      requireValidBan(wish);
      if (!tables.chats.has(rowKey(tenant, chat))) return undefined;
      const { userId, bannedBy, forMs } = wish;
      const atMs = clock.nowMs();
      const ban: Ban = { userId, bannedBy, atMs, untilMs: forMs === undefined ? undefined : atMs + forMs };
      tables.bans.set(rowKey(tenant, chat, userId), ban);
      leave(tables, rowKey(tenant, chat, userId));
      return ban;
    }),
    liftBan: (tenant, chat, userId) => inTurn(() => {
      const key = rowKey(tenant, chat, userId);
      const wasInForce = banInForce(tables, key, clock.nowMs()) !== undefined;
      tables.bans.delete(key);
      return wasInForce;
    }),
    banOf: async (tenant, chat, userId) => banInForce(tables, rowKey(tenant, chat, userId), clock.nowMs()),
    async bans({ tenant, chat, afterUserId = '', limit }) {
      const keys = [...tables.bans.keys()].filter((key) => key.startsWith(`${rowKey(tenant, chat)} `)).toSorted();
      const found = keys.flatMap((key) => banInForce(tables, key, clock.nowMs()) ?? []);
      return found.filter(({ userId }) => userId > afterUserId).slice(0, limit);
    },
  };
}

/** @param key of tenant, chat and user */
export function banInForce(tables: ChatTables, key: string, nowMs: number): Ban | undefined {
  const ban = tables.bans.get(key);
  return ban === undefined || (ban.untilMs !== undefined && ban.untilMs <= nowMs) ? undefined : ban;
}
