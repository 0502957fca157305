-- 0007 prices: what actions cost in chats.
-- Why:      a price that a client could name would be no price; it comes from here.
-- Locks:    chat_member for writes while its index is built.
-- Rollback: drop table price; drop index chat_member_owner. What was paid is in transfer.

create table price (
  tenant   text         not null references tenant,
  scope    text         collate "C" not null check (scope in ('tenant', 'creator', 'chat')),
  -- The chat or user that the scope names.
  subject  text         collate "C" not null check ((subject = '') = (scope = 'tenant')),
  action   text         collate "C" not null check (action ~ '^[a-z][a-z0-9-]{0,31}$'),
  unit     text         not null check (unit ~ '^[A-Z][A-Z0-9_]{0,15}$'),
  amount   bigint       not null check (amount >= 0),
  -- The part of it that goes on to the house.
  fee      bigint       not null check (fee between 0 and amount),
  set_at   timestamptz  not null default clock_timestamp(),
  primary key (tenant, scope, subject, action)
);

-- Who is paid in a chat is asked for with every message, also in rooms of ten thousand members.
create index chat_member_owner on chat_member (tenant, chat, joined_at, user_id) where role = 'owner';
