import type { ChatStore, ReadCursor } from '@sora/core';
import { type Queryable, selectAll, selectOne } from '../query.ts';

const cursorColumns = 'm.user_id as "userId", m.read_seq::float8 as seq, epoch_ms(coalesce(m.read_at, m.joined_at))::float8 as "atMs"';

export const moveCursorSql = `
  update chat_member m set read_seq = least($4, c.last_seq), read_at = clock_timestamp()
  from chat c
  where c.tenant = $1 and c.chat = $2 and m.tenant = $1 and m.chat = $2 and m.user_id = $3 and m.read_seq < least($4, c.last_seq)
  returning ${cursorColumns}`;

export const cursorSql = `select ${cursorColumns} from chat_member m where m.tenant = $1 and m.chat = $2 and m.user_id = $3`;

export const cursorsSql = `select ${cursorColumns} from chat_member m where m.tenant = $1 and m.chat = $2 and m.read_seq > 0 order by m.user_id limit $3`;

/** How far members have read. */
export function postgresCursors(db: Queryable): Pick<ChatStore, 'read' | 'cursors'> {
  return {
    // Where it is, in a statement of its own: one that has waited for another move of the same cursor must see that one.
    read: async (tenant, chat, { userId, seq }) =>
      (await selectOne<ReadCursor>(db, moveCursorSql, [tenant, chat, userId, seq])) ?? (await selectOne<ReadCursor>(db, cursorSql, [tenant, chat, userId])),
    cursors: ({ tenant, chat, limit }) => selectAll<ReadCursor>(db, cursorsSql, [tenant, chat, limit]),
  };
}
