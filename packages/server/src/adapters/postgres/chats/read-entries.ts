import { type ChatDigest, type ChatStore, genesisDigest } from '@sora/core';
import { type Queryable, selectAll, selectOne } from '../query.ts';
import { entryOf, type EntryRow } from './rows.ts';

export const rangeSql = 'select entry_json(e) as entry from entry e where e.tenant = $1 and e.chat = $2 and e.seq between $3 and $4 order by e.seq limit $5';

// Head and entry in one snapshot.
export const digestSql = `
  select c.messages, coalesce($3, c.last_seq)::float8 as seq, encode(e.digest, 'hex') as digest, c.last_seq = 0 as is_empty
  from chat c left join entry e on e.tenant = c.tenant and e.chat = c.chat and e.seq = coalesce($3, c.last_seq)
  where c.tenant = $1 and c.chat = $2`;

interface DigestRow {
  readonly messages: string;
  readonly seq: number;
  readonly digest: string | null;
  readonly is_empty: boolean;
}

/** What a chat's log holds. */
export function postgresEntries(db: Queryable): Pick<ChatStore, 'range' | 'digest'> {
  return {
    async range({ tenant, chat, fromSeq, toSeq, limit }) {
      return (await selectAll<{ readonly entry: EntryRow }>(db, rangeSql, [tenant, chat, fromSeq, toSeq, limit])).map(({ entry }) => entryOf(entry));
    },
    async digest(tenant, chat, atSeq) {
      const row = await selectOne<DigestRow>(db, digestSql, [tenant, chat, atSeq ?? null]);
      return row && digestOf(row);
    },
  };
}

function digestOf({ seq, digest, messages, is_empty: isEmpty }: DigestRow): ChatDigest | undefined {
  const at = seq === 0 && isEmpty ? genesisDigest : digest;
  return at === null ? undefined : { seq, digest: at, messages: Number(messages) };
}
