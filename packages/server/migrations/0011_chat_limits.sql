-- 0011 chat limits: bans, texts that go with their deletion, slow mode that leaving does not end, and what AI replies may cost a day.
-- Why:      a moderator must be able to keep somebody out, a deleted text must be gone, and a day of AI replies must have an end.
-- Locks:    entry, against writers, while its two triggers are made and the texts of messages that were deleted before are removed.
-- Rollback: drop trigger entry_delete_takes_texts on entry; drop trigger entry_ai_counts on entry; the tables and functions below; the
--           functions of 0006 that are replaced here as they stand there. Texts that are gone stay gone.

create table chat_ban (
  tenant     text         not null,
  chat       text         collate "C" not null,
  user_id    chat_user    not null,
  -- Null: until it is lifted. One whose time has come is none, and stays until there is another.
  until      timestamptz,
  -- Null: a backend.
  banned_by  text         collate "C",
  at         timestamptz  not null default clock_timestamp(),
  primary key (tenant, chat, user_id)
);

-- When those who have left wrote last, for slow mode. Rows older than its longest pause, a day, go when others leave.
create table chat_left (
  tenant        text         not null,
  chat          text         collate "C" not null,
  user_id       text         collate "C" not null,
  last_sent_at  timestamptz  not null,
  primary key (tenant, chat, user_id)
);
create index chat_left_age on chat_left (tenant, chat, last_sent_at);

-- As in 0006, but that slow mode goes on where it was, and that it is false for who is banned. The look at the ban comes after the row, in a
-- statement of its own: a ban that is being made has put a row in its place, so that one of the two always sees the other (see chat_ban_user).
create or replace function chat_admit(of_tenant text, of_chat text, who text, as_role text) returns boolean language plpgsql as $$
begin
  insert into chat_member (tenant, chat, user_id, role, last_sent_at)
  select c.tenant, c.chat, who, as_role, (select l.last_sent_at from chat_left l where c.slow_mode_ms > 0 and l.tenant = of_tenant and l.chat = of_chat and l.user_id = who)
  from chat c where c.tenant = of_tenant and c.chat = of_chat
  on conflict do nothing;
  if not found then
    perform 1 from chat where tenant = of_tenant and chat = of_chat for no key update;
    if not found then
      return false;
    end if;
    insert into chat_member as m (tenant, chat, user_id, role) values (of_tenant, of_chat, who, as_role)
    on conflict (tenant, chat, user_id) do update set role = as_role where m.role <> as_role;
  end if;
  if exists (select from chat_ban where tenant = of_tenant and chat = of_chat and user_id = who and (until is null or until > clock_timestamp())) then
    delete from chat_member where tenant = of_tenant and chat = of_chat and user_id = who;
    return false;
  end if;
  return true;
end
$$;

-- As in 0006, but that it remembers when they wrote last.
create or replace function chat_remove(of_tenant text, of_chat text, who text) returns boolean language plpgsql as $$
declare
  sent timestamptz;
  was_there boolean;
begin
  perform 1 from chat where tenant = of_tenant and chat = of_chat for no key update;
  delete from chat_member where tenant = of_tenant and chat = of_chat and user_id = who returning last_sent_at into sent;
  was_there := found;
  if sent > clock_timestamp() - interval '1 day' then
    insert into chat_left as l values (of_tenant, of_chat, who, sent) on conflict (tenant, chat, user_id) do update set last_sent_at = sent where l.last_sent_at < sent;
    delete from chat_left where ctid = any (array(
      select ctid from chat_left where tenant = of_tenant and chat = of_chat and last_sent_at < clock_timestamp() - interval '1 day' order by last_sent_at limit 10));
  end if;
  return was_there;
end
$$;

-- As in 0006, but that slow mode also begins for those who have left.
create or replace function chat_configure(of_tenant text, of_chat text, to_slow_mode_ms integer, to_closed boolean) returns setof chat language plpgsql as $$
declare
  before integer;
begin
  select slow_mode_ms into before from chat where tenant = of_tenant and chat = of_chat for no key update;
  if before = 0 and to_slow_mode_ms > 0 then
    with latest as (
      select user_id, max(at) as at
      from (select user_id, kind, at from entry where tenant = of_tenant and chat = of_chat order by seq desc limit 10000) as recent
      where kind = 'message' and at > clock_timestamp() - to_slow_mode_ms * interval '1 ms' group by user_id
    ), members as (
      update chat_member m set last_sent_at = latest.at from latest
      where m.tenant = of_tenant and m.chat = of_chat and m.user_id = latest.user_id returning m.user_id
    )
    insert into chat_left as l select of_tenant, of_chat, user_id, at from latest where user_id not in (select user_id from members)
    on conflict (tenant, chat, user_id) do update set last_sent_at = excluded.last_sent_at where l.last_sent_at < excluded.last_sent_at;
  end if;
  return query update chat c set slow_mode_ms = coalesce(to_slow_mode_ms, c.slow_mode_ms), closed = coalesce(to_closed, c.closed)
    where c.tenant = of_tenant and c.chat = of_chat returning c.*;
end
$$;

-- Bans a user between two batches, member or not; nothing when there is no such chat. The row of a member that it makes and takes away has
-- everybody wait who is just admitting them: who came first is removed, who comes after finds the ban.
create function chat_ban_user(of_tenant text, of_chat text, who text, for_ms bigint, by_user text) returns setof chat_ban language plpgsql as $$
begin
  perform 1 from chat where tenant = of_tenant and chat = of_chat for no key update;
  if not found then
    return;
  end if;
  return query
    insert into chat_ban as b (tenant, chat, user_id, until, banned_by) values (of_tenant, of_chat, who, date_trunc('milliseconds', clock_timestamp()) + for_ms * interval '1 ms', by_user)
    on conflict (tenant, chat, user_id) do update set until = excluded.until, banned_by = excluded.banned_by, at = excluded.at returning b.*;
  insert into chat_member as m (tenant, chat, user_id, role) values (of_tenant, of_chat, who, 'member') on conflict (tenant, chat, user_id) do update set role = m.role;
  perform chat_remove(of_tenant, of_chat, who);
end
$$;

-- A deletion takes the texts of its message and of all its edits with it; what digests cover stays.
create function entry_delete_takes_texts() returns trigger language plpgsql as $$
begin
  update entry set text = null, text_salt = null where tenant = new.tenant and chat = new.chat and seq = new.target and text is not null;
  update entry set text = null, text_salt = null where tenant = new.tenant and chat = new.chat and target = new.target and text is not null;
  return null;
end
$$;
create trigger entry_delete_takes_texts after insert on entry for each row when (new.kind = 'delete' and current_setting('sora.restoring', true) is distinct from 'on') execute function entry_delete_takes_texts();

update entry e set text = null, text_salt = null
from (select tenant, chat, target from entry where kind = 'delete') as gone
where e.tenant = gone.tenant and e.chat = gone.chat and coalesce(e.target, e.seq) = gone.target and e.text is not null;

create domain ai_scope as text collate "C" check (value in ('tenant', 'user', 'chat'));

-- What AI replies may take a day, by UTC.
create table ai_budget (
  tenant   text         not null references tenant,
  scope    ai_scope     not null,
  -- The user or chat that the scope names.
  subject  text         collate "C" not null check ((subject = '') = (scope = 'tenant')),
  tokens   bigint       check (tokens >= 0),
  cost     bigint       check (cost >= 0),
  unit     text         check ((unit is null) = (cost is null) and unit ~ '^[A-Z][A-Z0-9_]{0,15}$'),
  set_at   timestamptz  not null default clock_timestamp(),
  primary key (tenant, scope, subject),
  check (tokens is not null or cost is not null)
);

-- What AI replies took a day: the sums of their entries, kept in the transaction that writes them, so that nothing is counted twice or left out.
create table ai_usage (
  tenant   text      not null,
  scope    ai_scope  not null,
  subject  text      collate "C" not null,
  day      date      not null,
  replies  bigint    not null,
  tokens   numeric   not null,
  -- By unit.
  costs    jsonb     not null,
  primary key (tenant, scope, subject, day)
) with (fillfactor = 50);

-- What replies may take that are being generated, under the identity that they will be kept under.
create table ai_reservation (
  tenant       text         not null,
  chat         text         collate "C" not null,
  user_id      text         collate "C" not null,
  install      text         collate "C" not null,
  install_seq  bigint       not null,
  asked_by     text         collate "C",
  tokens       bigint       not null,
  cost         bigint       not null,
  unit         text         not null,
  expires_at   timestamptz  not null,
  primary key (tenant, user_id, install, install_seq, chat)
);
create index ai_reservation_expiry on ai_reservation (tenant, expires_at);

-- The row of the tenant comes first: batches that count replies take turns on it, and so never wait for each other in a circle.
create function entry_ai_counts() returns trigger language plpgsql as $$
begin
  insert into ai_usage as u (tenant, scope, subject, day, replies, tokens, costs)
  select new.tenant, s.scope, s.subject, (new.at at time zone 'UTC')::date, 1,
    (new.ai ->> 'inputTokens')::numeric + (new.ai ->> 'outputTokens')::numeric, jsonb_build_object(new.ai ->> 'unit', (new.ai ->> 'costMinor')::numeric)
  from (values (1, 'tenant', ''), (2, 'chat', new.chat), (3, 'user', new.ai ->> 'askedBy')) as s (place, scope, subject)
  where s.subject is not null order by s.place
  on conflict (tenant, scope, subject, day) do update set replies = u.replies + 1, tokens = u.tokens + excluded.tokens,
    costs = u.costs || jsonb_build_object(new.ai ->> 'unit', coalesce((u.costs ->> (new.ai ->> 'unit'))::numeric, 0) + (new.ai ->> 'costMinor')::numeric);
  delete from ai_reservation where tenant = new.tenant and user_id = new.user_id and install = new.install and install_seq = new.install_seq and chat = new.chat;
  return null;
end
$$;
-- Rows that are restored come with the sums that were made of them.
create trigger entry_ai_counts after insert on entry for each row when (new.ai is not null and current_setting('sora.restoring', true) is distinct from 'on') execute function entry_ai_counts();

-- A budget with what was taken of it today and what is held, but for one reservation.
create function ai_standing(b ai_budget, but_for ai_reservation) returns json language sql volatile as $$
  select json_build_object('scope', b.scope, 'subject', b.subject, 'tokens', b.tokens, 'cost', b.cost::text, 'unit', b.unit,
    'usedTokens', least(coalesce(u.tokens, 0), 9007199254740991), 'usedCost', coalesce(u.costs ->> b.unit, '0'), 'heldTokens', least(h.tokens, 9007199254740991), 'heldCost', h.cost::text)
  from (
    select coalesce(sum(r.tokens), 0) as tokens, coalesce(sum(r.cost) filter (where r.unit = b.unit), 0) as cost from ai_reservation r
    where r.tenant = b.tenant and r.expires_at > clock_timestamp()
      and case b.scope when 'chat' then r.chat = b.subject when 'user' then r.asked_by = b.subject else true end
      and (r.user_id, r.install, r.install_seq, r.chat) is distinct from (but_for.user_id, but_for.install, but_for.install_seq, but_for.chat)) as h
  left join ai_usage u on u.tenant = b.tenant and u.scope = b.scope and u.subject = b.subject and u.day = (clock_timestamp() at time zone 'UTC')::date
$$;

-- Locks the budgets that a reply is under, in one order, and reads where they stand in a statement after that: servers that ask at once are
-- answered one after another.
create function ai_lock_and_read(wish ai_reservation, out now_ms bigint, out is_kept boolean, out standings json) language plpgsql as $$
begin
  perform 1 from ai_budget where tenant = wish.tenant and (scope = 'tenant' or scope = 'chat' and subject = wish.chat or scope = 'user' and subject = wish.asked_by)
  order by scope, subject for no key update;
  now_ms := epoch_ms(clock_timestamp());
  is_kept := exists (select from entry e where e.tenant = wish.tenant and e.user_id = wish.user_id and e.install = wish.install and e.install_seq = wish.install_seq and e.install_seq > 0 and e.chat = wish.chat);
  select json_agg(ai_standing(b, wish)) into standings from ai_budget b
  where b.tenant = wish.tenant and (b.scope = 'tenant' or b.scope = 'chat' and b.subject = wish.chat or b.scope = 'user' and b.subject = wish.asked_by);
end
$$;
