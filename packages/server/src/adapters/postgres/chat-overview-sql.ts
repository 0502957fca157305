import { chatColumns } from './chats/rows.ts';

// No index leads to it: heads are updated with every batch, and would no longer be updated in place. Of 300,000 chats it takes 60 ms (2026-11-24, 2 cores).
export const recentChatsSql = `
  select ${chatColumns}, epoch_ms(c.last_at)::float8 as last_at_ms from chat c where c.tenant = $1 order by c.last_at desc, c.chat limit $2`;

// One statement, and so one moment for head and entries, which writers commit together.
export const logStateSql = `
  select ${chatColumns}, coalesce(l.seq, 0) as log_seq, encode(coalesce(l.digest, decode(repeat('00', 32), 'hex')), 'hex') as log_digest,
    greatest(coalesce(r.seq, 0), case when c.checksum = chat_checksum(c.last_seq, c.digest, c.messages) then c.last_seq else 0 end) as known_seq,
    coalesce(r.messages, 0) + n.messages as log_messages, n.entries < $3 as is_counted
  from chat c
  left join chat_recount r on r.tenant = c.tenant and r.chat = c.chat
  left join lateral (select seq, digest from entry e where e.tenant = c.tenant and e.chat = c.chat order by seq desc limit 1) as l on true
  cross join lateral (
    select count(*) as entries, coalesce(sum(case kind when 'message' then 1 when 'delete' then -1 else 0 end), 0) as messages
    from (select kind from entry e where e.tenant = c.tenant and e.chat = c.chat and e.seq > coalesce(r.seq, 0) order by seq limit $3) as recent
  ) as n
  where c.tenant = $1 and c.chat = $2`;

export const countStretchesSql = `
  select ((seq - $3::bigint) / $5::bigint)::int as place, count(*) filter (where kind = 'message')::int as messages,
    count(*) filter (where kind = 'edit')::int as edits, count(*) filter (where kind = 'delete')::int as deletes
  from entry where tenant = $1 and chat = $2 and seq between $3 and $4 group by place`;

// The number after the last one stands in for an entry, so that what is missing at the end is found as well.
export const findGapsSql = `
  select (before + 1)::float8 as "fromSeq", (seq - 1)::float8 as "toSeq"
  from (
    select seq, lag(seq, 1, $3::bigint - 1) over (order by seq) as before
    from (select seq from entry where tenant = $1 and chat = $2 and seq between $3 and $4 union all select $4::bigint + 1) as numbers
  ) as pairs
  where seq > before + 1 order by seq limit $5`;

// Only the size of a text is asked for: it does not leave the database.
export const outlinesSql = `
  select e.seq::float8 as seq, e.kind, e.target::float8 as target, e.version, e.user_id, octet_length(e.text) as text_bytes, e.payment_key,
    e.ai ->> 'model' as model, epoch_ms(e.at)::float8 as at_ms, v.version as latest_version, v.kind as latest_kind
  from entry e
  left join lateral (select version, kind from entry v where v.tenant = e.tenant and v.chat = e.chat and v.target = e.seq order by v.version desc limit 1) as v on e.kind = 'message'
  where e.tenant = $1 and e.chat = $2 and e.seq < $3 order by e.seq desc limit $4`;

// Owners have an index of their own, so that they are shown also where there are more members than are counted.
export const membersSql = `
  with counted as (
    (select user_id, role, joined_at from chat_member where tenant = $1 and chat = $2 and role = 'owner' order by joined_at, user_id limit $4)
    union
    (select user_id, role, joined_at from chat_member where tenant = $1 and chat = $2 limit $3)
  )
  select user_id, role, epoch_ms(joined_at)::float8 as joined_at_ms,
    count(*) filter (where role = 'owner') over ()::int as owners, count(*) filter (where role = 'moderator') over ()::int as moderators,
    count(*) filter (where role = 'member') over ()::int as members
  from counted order by array_position(array['owner', 'moderator', 'member'], role::text), joined_at, user_id limit $4`;
