import { type ChatStore, isUserId, type Member, requireNoProblems } from '@sora/core';
import { type Queryable, selectAll, selectOne } from '../query.ts';

export const admitSql = 'select chat_admit($1, $2, $3, $4) as is_there';

export const removeSql = 'select chat_remove($1, $2, $3) as is_gone';

const memberColumns = 'user_id as "userId", role, epoch_ms(joined_at)::float8 as "joinedAtMs"';

export const memberSql = `select ${memberColumns} from chat_member where tenant = $1 and chat = $2 and user_id = $3`;

export const membersSql = `select ${memberColumns} from chat_member where tenant = $1 and chat = $2 and user_id > $3 order by user_id limit $4`;

/** Who is in a chat. */
export function postgresMembers(db: Queryable): Pick<ChatStore, 'admit' | 'remove' | 'member' | 'members'> {
  return {
    async admit(tenant, chat, { userId, role }) {
      requireNoProblems(isUserId(userId) ? [] : [{ path: 'userId', message: 'A user id is 1 to 128 visible ASCII characters.' }]);
      return (await selectOne<{ readonly is_there: boolean }>(db, admitSql, [tenant, chat, userId, role]))?.is_there === true;
    },
    remove: async (tenant, chat, userId) => (await selectOne<{ readonly is_gone: boolean }>(db, removeSql, [tenant, chat, userId]))?.is_gone === true,
    member: (tenant, chat, userId) => selectOne<Member>(db, memberSql, [tenant, chat, userId]),
    members: ({ tenant, chat, afterUserId = '', limit }) => selectAll<Member>(db, membersSql, [tenant, chat, afterUserId, limit]),
  };
}
