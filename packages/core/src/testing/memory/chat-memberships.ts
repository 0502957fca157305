import type { Clock } from '../../kernel/clock.ts';
import type { ChatStore } from '../../messages/chat-store.ts';
import { requireNoProblems, unless } from '../../messages/validate-send.ts';
import { isUserId } from '../../sessions/user-id.ts';
import { banInForce } from './chat-bans.ts';
import { leave } from './chat-leaving.ts';
import type { ChatTables } from './chat-tables.ts';
import type { turns } from './chat-turns.ts';
import { rowKey } from './ledger-tables.ts';

export function memberships(tables: ChatTables, { clock }: { readonly clock: Clock }, inTurn: ReturnType<typeof turns>): Pick<ChatStore, 'admit' | 'remove' | 'read'> {
  const { chats, members, left } = tables;
  return {
    admit: (tenant, chat, { userId, role }) => inTurn(() => {
      requireNoProblems(unless(isUserId(userId), 'userId', 'A user id is 1 to 128 visible ASCII characters.'));
      const [key, joinedAtMs] = [rowKey(tenant, chat, userId), clock.nowMs()];
      if (!chats.has(rowKey(tenant, chat)) || banInForce(tables, key, joinedAtMs) !== undefined) return false;
      const row = members.get(key) ?? { tenant, chat, userId, joinedAtMs, lastSentAtMs: left.get(key), readSeq: 0, readAtMs: joinedAtMs };
      members.set(key, { ...row, role });
      return true;
    }),
    remove: (tenant, chat, userId) => inTurn(() => leave(tables, rowKey(tenant, chat, userId))),
    read: (tenant, chat, { userId, seq }) => inTurn(() => {
      const row = members.get(rowKey(tenant, chat, userId));
      if (row === undefined) return undefined;
      const reached = Math.min(seq, chats.get(rowKey(tenant, chat))?.lastSeq ?? 0);
      const moved = reached > row.readSeq ? { ...row, readSeq: reached, readAtMs: clock.nowMs() } : row;
      members.set(rowKey(tenant, chat, userId), moved);
      return { userId, seq: moved.readSeq, atMs: moved.readAtMs };
    }),
  };
}
