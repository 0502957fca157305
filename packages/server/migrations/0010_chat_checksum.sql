-- 0010 chat checksum: a chat that was changed past the store is known when a batch reads it.
-- Why:      the trigger that looked for it probed the log once more for every chat of every batch, a fifth of their time, and could only refuse.
-- Locks:    chat, against everybody, while the checksum of each is written: some 3 s for a million. No batch runs meanwhile.
-- Rollback: make the trigger of 0008 and the functions of 0006 again, then: alter table chat drop checksum; drop function chat_checksum.

drop trigger chat_builds_on_its_log on chat;
drop function chat_builds_on_its_log;

-- Of what follows from the entries. The hash is the one that PostgreSQL places rows in hash partitions by: no release can change it.
create function chat_checksum(last_seq bigint, digest bytea, messages bigint) returns bigint language sql immutable parallel safe as $$
  select hashbyteaextended(digest, last_seq) # messages
$$;

-- Written by the store alone, with the head. A server of before 0010 leaves it as it was, which costs a recount and nothing else.
alter table chat add column checksum bigint not null default chat_checksum(0, decode(repeat('00', 32), 'hex'), 0);
update chat set checksum = chat_checksum(last_seq, digest, messages);

-- By way of whole microseconds, which a double of seconds tells apart until 2106: each head that a batch reads was multiplied as numeric for it.
create or replace function epoch_ms(instant timestamptz) returns bigint language sql stable parallel safe as $$
  select (date_part('epoch', instant) * 1000000)::bigint / 1000
$$;

-- As in 0006; each line of `heads` now ends with whether the checksum is right, and an identity is looked for in its chat alone.
create or replace function chat_lock_and_read(of_tenant text, chats text[], member_chats text[], member_users text[],
  id_chats text[], id_users text[], id_installs text[], id_seqs bigint[], target_chats text[], target_seqs bigint[],
  out now_ms bigint, out heads text, out members text, out known json, out targets json) language plpgsql set enable_sort = off as $$
#variable_conflict use_variable
begin
  -- As lines, since JSON of a thousand rows takes as long as reading them. Nothing in them has a space.
  select string_agg(concat_ws(' ', c.chat, c.kind, c.last_seq, encode(c.digest, 'hex'), c.messages, c.slow_mode_ms, c.closed, epoch_ms(c.created_at), c.ctid,
    c.checksum = chat_checksum(c.last_seq, c.digest, c.messages)), E'\n') into heads
  from (select *, ctid from chat where tenant = of_tenant and chat = any (chats) order by chat for no key update) as c;
  select string_agg(concat_ws(' ', named.chat, named.user_id, m.role, coalesce(epoch_ms(m.last_sent_at)::text, '-')), E'\n') into members
  from unnest(member_chats, member_users) as named (chat, user_id)
  cross join lateral (select role, last_sent_at from chat_member where tenant = of_tenant and chat = named.chat and user_id = named.user_id offset 0) as m;
  select json_agg(entry_json(found.e)) into known
  from unnest(id_chats, id_users, id_installs, id_seqs) as named (chat, user_id, install, install_seq)
  cross join lateral (
    select e from entry e where e.tenant = of_tenant and e.user_id = named.user_id and e.install = named.install and e.install_seq = named.install_seq
      and e.install_seq > 0 and e.chat = named.chat offset 0) as found;
  if cardinality(target_seqs) > 0 then
    select json_agg(json_build_object('message', entry_json(found.e), 'latest', (
      select entry_json(v) from entry v where v.tenant = of_tenant and v.chat = named.chat and v.target = named.seq order by v.version desc limit 1))) into targets
    from unnest(target_chats, target_seqs) as named (chat, seq)
    cross join lateral (select e from entry e where e.tenant = of_tenant and e.chat = named.chat and e.seq = named.seq offset 0) as found;
  end if;
  now_ms := epoch_ms(clock_timestamp());
end
$$;
