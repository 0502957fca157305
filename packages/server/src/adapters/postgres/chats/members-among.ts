import type { ChatStore } from '@sora/core';
import { type Queryable, selectAll } from '../query.ts';

export const membersAmongSql = 'select user_id as "userId" from chat_member where tenant = $1 and chat = $2 and user_id = any ($3::text[])';

export function postgresMembersAmong(db: Queryable): Pick<ChatStore, 'membersAmong'> {
  return {
    async membersAmong(tenant, chat, users) {
      return (await selectAll<{ readonly userId: string }>(db, membersAmongSql, [tenant, chat, users])).map(({ userId }) => userId);
    },
  };
}
