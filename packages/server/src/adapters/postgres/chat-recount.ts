import { type ChatAudit, type ChatComparison, type ChatCursor, type ChatHead, type ChatMismatch, headDifferences } from '@sora/core';
import type { Pool } from 'pg';
import { correctChat } from './chat-recount-correct.ts';
import { type Queryable, selectAll } from './query.ts';

/** Most entries of one chat that are counted at a time: some 2 ms. */
const stride = 5_000;

export function postgresChatAudit(pool: Pick<Pool, 'connect' | 'query'>): ChatAudit {
  return {
    compare: (after, limit) => compare(pool, after, limit),
    correct: (chat) => correctChat(pool, chat),
  };
}

interface ComparedRow {
  readonly tenant: string;
  readonly chat: string;
  readonly last_seq: string;
  readonly digest: string;
  readonly messages: string;
  readonly log_seq: string;
  readonly log_digest: string;
  readonly log_messages: string;
  /** False while the end of the log was not yet come to. */
  readonly is_whole: boolean;
  /** True where numbers are missing. */
  readonly has_gap: boolean;
  readonly differs: boolean;
  readonly compared: number;
}

// One snapshot for heads and entries, which writers commit together. Three index probes a chat, and its entries since the last time. What was
// counted is noted as long as it has no gap, whatever the head says.
const compareSql = `
  with page as (
    select c.*, row_number() over (order by tenant, chat) as place, count(*) over () as compared
    from (select tenant, chat, last_seq, digest, messages, checksum from chat where $1::text is null or (tenant, chat) > ($1, $2) order by tenant, chat limit $3) as c
  ), beside as (
    select p.*, coalesce(l.seq, 0) as log_seq, coalesce(l.digest, decode(repeat('00', 32), 'hex')) as log_digest,
      coalesce(r.seq, 0) + n.entries as counted_seq, coalesce(r.messages, 0) + n.messages as log_messages, n.entries, n.last_seq as counted_to
    from page p
    left join chat_recount r on r.tenant = p.tenant and r.chat = p.chat
    left join lateral (select seq, digest from entry e where e.tenant = p.tenant and e.chat = p.chat order by seq desc limit 1) as l on true
    cross join lateral (
      select count(*) as entries, max(seq) as last_seq, coalesce(sum(case kind when 'message' then 1 when 'delete' then -1 else 0 end), 0) as messages
      from (select seq, kind from entry e where e.tenant = p.tenant and e.chat = p.chat and e.seq > coalesce(r.seq, 0) order by seq limit $4) as recent
    ) as n
  ), judged as (
    select *, counted_seq >= log_seq or entries < $4 as is_whole, (entries > 0 and counted_to <> counted_seq) or counted_seq > log_seq as has_gap
    from beside
  ), noted as (
    insert into chat_recount as r (tenant, chat, seq, messages)
    select tenant, chat, counted_seq, log_messages from judged where entries > 0 and not has_gap
    on conflict (tenant, chat) do update set seq = excluded.seq, messages = excluded.messages where r.seq < excluded.seq
  ), decided as (
    select *, has_gap or last_seq <> log_seq or digest <> log_digest or (is_whole and messages <> log_messages)
      or checksum <> chat_checksum(last_seq, digest, messages) as differs
    from judged
  )
  select tenant, chat, last_seq, encode(digest, 'hex') as digest, messages, log_seq, encode(log_digest, 'hex') as log_digest, log_messages, is_whole, has_gap, differs, compared::int
  from decided where differs or place = compared order by place`;

async function compare(db: Queryable, after: ChatCursor | undefined, limit: number): Promise<ChatComparison> {
  const rows = await selectAll<ComparedRow>(db, compareSql, [after?.tenant ?? null, after?.id ?? null, limit, stride]);
  const last = rows.at(-1);
  const compared = last?.compared ?? 0;
  const next = last === undefined || compared < limit ? undefined : { tenant: last.tenant, id: last.chat };
  return { mismatches: rows.filter(({ differs }) => differs).map(mismatchOf), compared, next };
}

function mismatchOf(row: ComparedRow): ChatMismatch {
  const head: ChatHead = { lastSeq: Number(row.last_seq), digest: row.digest, messages: Number(row.messages) };
  const messages = row.is_whole ? Number(row.log_messages) : head.messages;
  const differences = headDifferences(head, { lastSeq: Number(row.log_seq), digest: row.log_digest, messages, versions: new Map() });
  return { tenant: row.tenant, id: row.chat, head, differences: row.has_gap ? [...differences, 'entries are missing'] : differences };
}
