-- 0006 messages: chats, members, and their logs.
-- Why:      a chat whose entries have gap-free numbers and a rolling digest can prove that nothing is missing.
-- Locks:    none on existing tables; all are new.
-- Rollback: drop the tables and functions below; safe only while nobody has written.

-- Domains look at a value when it comes in, and not again whenever the rest of its row changes.
create domain chat_id as text collate "C" check (value ~ '^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$');
create domain chat_user as text collate "C" check (value ~ '^[!-~]{1,128}$');
create domain chat_kind as text check (value in ('direct', 'group', 'room'));
create domain chat_role as text check (value in ('owner', 'moderator', 'member'));
create domain not_negative as integer check (value >= 0);
create domain install_id as text collate "C" check (value ~ '^[A-Za-z0-9_-]{1,64}$');

-- The head of each log; half of each page stays free, so that updates are HOT.
create table chat (
  tenant        text         not null references tenant,
  chat          chat_id      not null,
  kind          chat_kind    not null,
  last_seq      bigint       not null default 0,
  digest        sha256       not null default decode(repeat('00', 32), 'hex'),
  messages      bigint       not null default 0,
  slow_mode_ms  not_negative not null default 0,
  closed        boolean      not null default false,
  created_at    timestamptz  not null default clock_timestamp(),
  -- Of the latest entry; of a chat without one, when it was made.
  last_at       timestamptz  not null default clock_timestamp(),
  primary key (tenant, chat)
) with (fillfactor = 50);

-- No reference to the tenant, here and in entry: its chat has one already, and checking it for each row takes longer than the row.
create table chat_member (
  tenant        text         not null,
  chat          text         collate "C" not null,
  user_id       chat_user    not null,
  role          chat_role    not null,
  joined_at     timestamptz  not null default clock_timestamp(),
  -- Their latest message while the chat is in slow mode; `chat_configure` fills it in when that begins.
  last_sent_at  timestamptz,
  read_seq      bigint       not null default 0,
  read_at       timestamptz,
  primary key (tenant, chat, user_id)
) with (fillfactor = 70);
-- Partial though no row is left out: a look-up of one member cannot take it for the primary key, which in a small table looks no better.
create index chat_member_user on chat_member (tenant, user_id) where read_seq >= 0;

-- One immutable row an entry. Its identity never expires: the row is the receipt.
create table entry (
  tenant          text         not null,
  chat            text         collate "C" not null,
  seq             positive     not null,
  user_id         text         collate "C" not null,
  install         install_id   not null,
  install_seq     positive     not null,
  kind            text         not null,
  target          bigint,
  version         integer      not null,
  text            text,
  text_salt       text,
  content_digest  bytea,
  payment_key     text         collate "C",
  ai              jsonb,
  digest          sha256       not null,
  at              timestamptz  not null,
  primary key (tenant, chat, seq),
  check (
    kind in ('message', 'edit', 'delete') and version > 0
    and (target is null) = (kind = 'message')
    and (content_digest is null) = (kind = 'delete')
    and (text is null) = (text_salt is null)
    and (text is null or content_digest is not null))
);
-- The user leads and the chat is last: a device numbers what it sends over all its chats, so that this finds an identity without its chat, and
-- the planner has no reason to read a whole chat for it. It also finds everything that a user wrote. Partial though no row is left out: a
-- look-up by number cannot take it for the primary key, which in a small table looks no better.
create unique index entry_identity on entry (tenant, user_id, install, install_seq, chat) where install_seq > 0;
-- Versions of a message; unique, so that two edits can never both be its next one.
create unique index entry_version on entry (tenant, chat, target, version) where target is not null;

-- Append-only: a row changes only by losing its text, and goes only with the whole table.
create function entry_is_immutable() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.text is null and new.text_salt is null and (to_jsonb(new) - 'text' - 'text_salt') = (to_jsonb(old) - 'text' - 'text_salt') then
    return new;
  end if;
  raise exception 'entries are append-only' using errcode = 'restrict_violation', hint = 'Write an edit or a delete of it instead.';
end
$$;
create trigger entry_is_immutable before update or delete on entry for each row execute function entry_is_immutable();

-- Whole milliseconds since the epoch; fractions are cut off.
create function epoch_ms(instant timestamptz) returns bigint language sql stable parallel safe as $$
  select floor(extract(epoch from instant) * 1000)::bigint
$$;

-- An entry as the chat store reads it.
create function entry_json(e entry) returns json language sql stable parallel safe as $$
  select json_build_object(
    'tenant', e.tenant, 'chat', e.chat, 'seq', e.seq, 'userId', e.user_id, 'install', e.install, 'installSeq', e.install_seq, 'kind', e.kind,
    'target', e.target, 'version', e.version, 'text', e.text, 'salt', e.text_salt, 'contentDigest', encode(e.content_digest, 'hex'),
    'paymentKey', e.payment_key, 'ai', e.ai, 'digest', encode(e.digest, 'hex'), 'atMs', epoch_ms(e.at))
$$;

-- Begins a batch: locks its chats in byte order, and reads what deciding needs. Call it under READ COMMITTED: each statement in here then
-- sees what was committed while the one before it waited for a lock. Without sorts, so that the latest version of a message comes from its
-- index and not from reading its chat.
create function chat_lock_and_read(of_tenant text, chats text[], member_chats text[], member_users text[],
  id_chats text[], id_users text[], id_installs text[], id_seqs bigint[], target_chats text[], target_seqs bigint[],
  out now_ms bigint, out heads text, out members text, out known json, out targets json) language plpgsql set enable_sort = off as $$
#variable_conflict use_variable
begin
  -- As lines, since JSON of a thousand rows takes as long as reading them. Nothing in them has a space.
  select string_agg(concat_ws(' ', c.chat, c.kind, c.last_seq, encode(c.digest, 'hex'), c.messages, c.slow_mode_ms, c.closed, epoch_ms(c.created_at), c.ctid), E'\n') into heads
  from (select *, ctid from chat where tenant = of_tenant and chat = any (chats) order by chat for no key update) as c;
  select string_agg(concat_ws(' ', named.chat, named.user_id, m.role, coalesce(epoch_ms(m.last_sent_at)::text, '-')), E'\n') into members
  from unnest(member_chats, member_users) as named (chat, user_id)
  cross join lateral (select role, last_sent_at from chat_member where tenant = of_tenant and chat = named.chat and user_id = named.user_id offset 0) as m;
  select json_agg(entry_json(found.e)) into known
  from unnest(id_chats, id_users, id_installs, id_seqs) as named (chat, user_id, install, install_seq)
  cross join lateral (
    select e from entry e where e.tenant = of_tenant and e.user_id = named.user_id and e.install = named.install and e.install_seq = named.install_seq
      and e.install_seq > 0 offset 0) as found
  where (found.e).chat = named.chat;
  if cardinality(target_seqs) > 0 then
    select json_agg(json_build_object('message', entry_json(found.e), 'latest', (
      select entry_json(v) from entry v where v.tenant = of_tenant and v.chat = named.chat and v.target = named.seq order by v.version desc limit 1))) into targets
    from unnest(target_chats, target_seqs) as named (chat, seq)
    cross join lateral (select e from entry e where e.tenant = of_tenant and e.chat = named.chat and e.seq = named.seq offset 0) as found;
  end if;
  now_ms := epoch_ms(clock_timestamp());
end
$$;

-- Undoes a batch that did not find what it had read. Cannot happen while every writer locks first: a second line, like the checks.
create function chat_fence(moved bigint, expected bigint) returns void language plpgsql as $$
begin
  if moved <> expected then
    raise exception 'chat fence: % of % chats were as they had been read', moved, expected;
  end if;
end
$$;

-- Adds a member, or changes their role; false when there is no such chat. Joining waits for nobody; a role changes between two batches, so
-- that what is written after it was judged by it.
create function chat_admit(of_tenant text, of_chat text, who text, as_role text) returns boolean language plpgsql as $$
begin
  insert into chat_member (tenant, chat, user_id, role) select c.tenant, c.chat, who, as_role from chat c where c.tenant = of_tenant and c.chat = of_chat
  on conflict do nothing;
  if found then
    return true;
  end if;
  perform 1 from chat where tenant = of_tenant and chat = of_chat for no key update;
  if not found then
    return false;
  end if;
  insert into chat_member as m (tenant, chat, user_id, role) values (of_tenant, of_chat, who, as_role)
  on conflict (tenant, chat, user_id) do update set role = as_role where m.role <> as_role;
  return true;
end
$$;

-- Changes settings, null for as it is, and answers the chat; nothing when there is no such chat. Slow mode begins with what was sent just
-- before, as far as that is among the latest ten thousand entries: without it no batch need write down who sent when.
create function chat_configure(of_tenant text, of_chat text, to_slow_mode_ms integer, to_closed boolean) returns setof chat language plpgsql as $$
declare
  before integer;
begin
  select slow_mode_ms into before from chat where tenant = of_tenant and chat = of_chat for no key update;
  if before = 0 and to_slow_mode_ms > 0 then
    update chat_member m set last_sent_at = latest.at
    from (
      select user_id, max(at) as at
      from (select user_id, kind, at from entry where tenant = of_tenant and chat = of_chat order by seq desc limit 10000) as recent
      where kind = 'message' and at > clock_timestamp() - to_slow_mode_ms * interval '1 ms' group by user_id) as latest
    where m.tenant = of_tenant and m.chat = of_chat and m.user_id = latest.user_id;
  end if;
  return query update chat c set slow_mode_ms = coalesce(to_slow_mode_ms, c.slow_mode_ms), closed = coalesce(to_closed, c.closed)
    where c.tenant = of_tenant and c.chat = of_chat returning c.*;
end
$$;

-- Removes a member between two batches; false when they were none.
create function chat_remove(of_tenant text, of_chat text, who text) returns boolean language plpgsql as $$
begin
  perform 1 from chat where tenant = of_tenant and chat = of_chat for no key update;
  delete from chat_member where tenant = of_tenant and chat = of_chat and user_id = who;
  return found;
end
$$;
