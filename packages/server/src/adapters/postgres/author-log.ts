import type { AuthorLog } from '@sora/core';
import { entryOf, type EntryRow } from './chats/rows.ts';
import { type Queryable, selectAll } from './query.ts';

export function postgresAuthorLog(db: Queryable): AuthorLog {
  return {
    async read({ tenant, userId, limit, after: { install, installSeq, chat } = { install: '', installSeq: 0, chat: '' } }) {
      const rows = await selectAll<{ readonly entry: EntryRow }>(db, readAuthorSql, [tenant, userId, install, installSeq, chat, limit]);
      return rows.map(({ entry }) => entryOf(entry));
    },
  };
}

// In the order of the index on identities, which is of numbers above 0.
export const readAuthorSql = `
  select entry_json(e) as entry from entry e
  where e.tenant = $1 and e.user_id = $2 and e.install_seq > 0 and (e.install, e.install_seq, e.chat) > ($3, $4::bigint, $5)
  order by e.install, e.install_seq, e.chat limit $6`;
