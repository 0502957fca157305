import { type ChatDigest, type ChatStore, decideRepeat, genesisDigest, requireValidSend, type Sha256 } from '@sora/core';
import { type Queryable, selectAll, selectOne } from '../query.ts';
import { entryOf, type EntryRow } from './rows.ts';

export const rangeSql = 'select entry_json(e) as entry from entry e where e.tenant = $1 and e.chat = $2 and e.seq between $3 and $4 order by e.seq limit $5';

export const entryOfIdentitySql = `
  select entry_json(e) as entry from entry e where e.tenant = $1 and e.user_id = $2 and e.install = $3 and e.install_seq = $4 and e.install_seq > 0 and e.chat = $5`;

// Head and entry in one snapshot.
export const digestSql = `
  select c.messages, coalesce($3, c.last_seq)::float8 as seq, encode(e.digest, 'hex') as digest
  from chat c left join entry e on e.tenant = c.tenant and e.chat = c.chat and e.seq = coalesce($3, c.last_seq)
  where c.tenant = $1 and c.chat = $2`;

interface Found {
  readonly entry: EntryRow;
}

interface DigestRow {
  readonly messages: string;
  readonly seq: number;
  readonly digest: string | null;
}

/** What a chat's log holds. */
export function postgresEntries(db: Queryable, sha256: Sha256): Pick<ChatStore, 'range' | 'digest' | 'repeatOf'> {
  return {
    async range({ tenant, chat, fromSeq, toSeq, limit }) {
      return (await selectAll<Found>(db, rangeSql, [tenant, chat, fromSeq, toSeq, limit])).map(({ entry }) => entryOf(entry));
    },
    async digest(tenant, chat, atSeq) {
      const row = await selectOne<DigestRow>(db, digestSql, [tenant, chat, atSeq ?? null]);
      return row && digestOf(row);
    },
    async repeatOf(send) {
      requireValidSend(send);
      const { tenant, userId, install, installSeq, chat } = send;
      const known = (await selectAll<Found>(db, entryOfIdentitySql, [tenant, userId, install, installSeq, chat])).map(({ entry }) => entryOf(entry));
      return decideRepeat({ tenant, nowMs: 0, chats: [], members: [], targets: [], known }, send, sha256);
    },
  };
}

function digestOf({ seq, digest, messages }: DigestRow): ChatDigest | undefined {
  const at = seq === 0 ? genesisDigest : digest;
  return at === null ? undefined : { seq, digest: at, messages: Number(messages) };
}
