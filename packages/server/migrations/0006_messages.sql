-- 0006 messages: chats, members, and their logs.
-- Why:      a chat whose entries have gap-free numbers and a rolling digest can prove that nothing is missing.
-- Locks:    none on existing tables; all are new.
-- Rollback: drop the tables and functions below; safe only while nobody has written.

-- The head of each log; half of each page stays free, so that updates are HOT.
create table chat (
  tenant        text                     not null references tenant,
  chat          text        collate "C"  not null check (chat ~ '^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$'),
  kind          text                     not null check (kind in ('direct', 'group', 'room')),
  last_seq      bigint                   not null default 0 check (last_seq >= 0),
  digest        bytea                    not null default decode(repeat('00', 32), 'hex') check (length(digest) = 32),
  messages      bigint                   not null default 0,
  slow_mode_ms  integer                  not null default 0 check (slow_mode_ms >= 0),
  closed        boolean                  not null default false,
  created_at    timestamptz              not null default now(),
  primary key (tenant, chat)
) with (fillfactor = 50);

create table chat_member (
  tenant        text         not null references tenant,
  chat          text         collate "C" not null,
  user_id       text         collate "C" not null check (user_id ~ '^[!-~]{1,128}$'),
  role          text         not null check (role in ('owner', 'moderator', 'member')),
  joined_at     timestamptz  not null default now(),
  last_sent_at  timestamptz,
  read_seq      bigint       not null default 0,
  read_at       timestamptz,
  primary key (tenant, chat, user_id)
);
create index chat_member_user on chat_member (tenant, user_id);

-- One immutable row an entry. Its identity never expires: the row is the receipt.
create table entry (
  tenant          text         not null references tenant,
  chat            text         collate "C" not null,
  seq             bigint       not null check (seq > 0),
  user_id         text         collate "C" not null,
  install         text         collate "C" not null check (install ~ '^[A-Za-z0-9_-]{1,64}$'),
  install_seq     bigint       not null check (install_seq > 0),
  kind            text         not null check (kind in ('message', 'edit', 'delete')),
  target          bigint       check ((target is null) = (kind = 'message')),
  version         integer      not null check (version > 0),
  text            text,
  text_salt       text,
  content_digest  bytea        check ((content_digest is null) = (kind = 'delete')),
  payment_key     text         collate "C",
  ai              jsonb,
  digest          bytea        not null check (length(digest) = 32),
  at              timestamptz  not null,
  primary key (tenant, chat, seq)
);
create unique index entry_identity on entry (tenant, chat, user_id, install, install_seq);
-- Versions of a message; unique, so that two edits can never both be its next one.
create unique index entry_version on entry (tenant, chat, target, version) where target is not null;
