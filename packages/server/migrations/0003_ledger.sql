-- 0003 ledger: accounts, transfers, holds, conflicts, and what proves them.
-- Why:      a balance kept as one mutable number cannot be audited, replayed or trusted.
-- Locks:    none on existing tables; all are new.
-- Rollback: drop the tables and functions below; safe only while no money has moved.

-- Balance, held and postings follow from the transfers; they are here so that a batch reads one row an account. Half of each page
-- stays free, so that updates are HOT.
create table account (
  tenant      text                     not null references tenant,
  account     text        collate "C"  not null check (account ~ '^(user|house|clearing):[A-Z][A-Z0-9_]{0,15}:[!-~]{1,128}$'),
  unit        text        collate "C"  not null check (unit = split_part(account, ':', 2)),
  balance     bigint                   not null default 0,
  held        bigint                   not null default 0 check (held >= 0),
  floor       bigint,
  ceiling     bigint,
  postings    bigint                   not null default 0 check (postings >= 0),
  frozen      boolean                  not null default false,
  opened_at   timestamptz              not null default now(),
  primary key (tenant, account),
  -- The second line behind the decision in core. A forced debit may go below the floor, and freezes.
  check (floor is null or frozen or balance - held >= floor)
) with (fillfactor = 50);

-- The end of each lane's chain of seals.
create table lane (
  tenant  text      not null references tenant,
  lane    smallint  not null check (lane >= 0),
  seq     bigint    not null default 0,
  seal    bytea     not null default decode(repeat('00', 32), 'hex') check (length(seal) = 32),
  primary key (tenant, lane)
) with (fillfactor = 50);

-- One immutable row for what happened, with both legs and what each account was afterwards. The payer leads the key, so that it is
-- unique wherever rows are spread by payer.
create table transfer (
  tenant         text         not null references tenant,
  payer          text         collate "C" not null,
  key            text         collate "C" not null check (length(key) between 1 and 200),
  kind           text         not null check (kind in ('transfer', 'hold', 'post', 'void', 'expire')),
  payee          text         collate "C" not null,
  unit           text         collate "C" not null,
  amount         bigint       not null check (amount > 0),
  hold_key       text         collate "C" check ((hold_key is not null) = (kind in ('post', 'void', 'expire'))),
  expires_at     timestamptz  check ((expires_at is not null) = (kind = 'hold')),
  linked_key     text         collate "C",
  payer_posting  bigint       not null,
  payer_balance  bigint       not null,
  payer_held     bigint       not null,
  payee_posting  bigint,
  payee_balance  bigint,
  payee_held     bigint,
  memo           text,
  memo_salt      text,
  memo_digest    bytea,
  fingerprint    bytea        not null check (length(fingerprint) = 32),
  lane           smallint     not null,
  seq            bigint       not null,
  seal           bytea        not null check (length(seal) = 32),
  at             timestamptz  not null,
  primary key (tenant, payer, key),
  check (payer <> payee),
  check ((payee_posting is not null) = (kind in ('transfer', 'post'))),
  check ((payee_posting is null) = (payee_balance is null) and (payee_posting is null) = (payee_held is null))
);
-- An account's history; unique, so that two writers could never both book its next posting.
create unique index transfer_payer_posting on transfer (tenant, payer, payer_posting);
create unique index transfer_payee_posting on transfer (tenant, payee, payee_posting) where payee_posting is not null;
-- A hold is resolved at most once.
create unique index transfer_hold on transfer (tenant, payer, hold_key) where hold_key is not null;

-- Append-only: a row changes only by losing its memo, and goes only with the whole table.
create function transfer_is_immutable() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.memo is null and new.memo_salt is null and (to_jsonb(new) - 'memo' - 'memo_salt') = (to_jsonb(old) - 'memo' - 'memo_salt') then
    return new;
  end if;
  raise exception 'transfers are append-only' using errcode = 'restrict_violation', hint = 'Book a transfer that undoes it instead.';
end
$$;
create trigger transfer_is_immutable before update or delete on transfer for each row execute function transfer_is_immutable();

-- Answers that depended on a balance, kept under their key for ever.
create table refusal (
  tenant       text         not null references tenant,
  payer        text         collate "C" not null,
  key          text         collate "C" not null check (length(key) between 1 and 200),
  fingerprint  bytea        not null check (length(fingerprint) = 32),
  code         text         not null,
  detail       text         not null,
  operation    smallint     not null,
  at           timestamptz  not null,
  primary key (tenant, payer, key)
);

-- Holds nobody has resolved: a list of work; the truth is in transfer.
create table open_hold (
  tenant      text         not null references tenant,
  payer       text         collate "C" not null,
  key         text         collate "C" not null,
  expires_at  timestamptz  not null,
  primary key (tenant, payer, key)
);
create index open_hold_due on open_hold (expires_at);

-- History of every resolution.
create table conflict (
  tenant      text         not null references tenant,
  id          uuid         not null,
  at          timestamptz  not null default clock_timestamp(),
  type        text         not null check (type ~ '^[A-Z][A-Z_]{2,63}$'),
  subject     text         not null,
  resolution  text         not null,
  dedup_key   text         not null,
  detail      jsonb        not null,
  primary key (tenant, id)
);
create unique index conflict_dedup on conflict (tenant, type, dedup_key);

-- What `sora verify` found, run by a person or by the schedule.
create table ledger_verification (
  tenant    text         not null references tenant,
  id        uuid         not null,
  at        timestamptz  not null default clock_timestamp(),
  took_ms   bigint       not null,
  report    jsonb        not null,
  primary key (tenant, id)
);
