-- 0003 ledger: accounts, transfers, holds, conflicts, and what proves them.
-- Why:      a balance kept as one mutable number cannot be audited, replayed or trusted.
-- Locks:    none on existing tables; all are new.
-- Rollback: drop the tables and functions below; safe only while no money has moved.

-- Domains look at a value when it comes in. A check on the table would parse an account's name again whenever its balance changes, which
-- is work without a finding; and each check is prepared anew by every statement that writes.
create domain account_id as text collate "C" check (value ~ '^(user|house|clearing):[A-Z][A-Z0-9_]{0,15}:[!-~]{1,128}$');
create domain idempotency_key as text collate "C" check (octet_length(value) between 1 and 200);
create domain transfer_kind as text check (value in ('transfer', 'hold', 'post', 'void', 'expire'));
create domain positive as bigint check (value > 0);
create domain sha256 as bytea check (octet_length(value) = 32);

-- Balance, held and postings follow from the transfers; they are here so that a batch reads one row an account. Half of each page
-- stays free, so that updates are HOT.
create table account (
  tenant      text                     not null references tenant,
  account     account_id               not null,
  unit        text        collate "C"  not null,
  balance     bigint                   not null default 0,
  held        bigint                   not null default 0,
  floor       bigint,
  ceiling     bigint,
  postings    bigint                   not null default 0,
  frozen      boolean                  not null default false,
  -- balance # held # postings, written by the ledger alone: a row changed by hand is known before anything is booked on it.
  checksum    bigint                   not null default 0,
  opened_at   timestamptz              not null default now(),
  primary key (tenant, account),
  -- The second line behind the decision in core. A forced debit may go below the floor, and freezes.
  check (unit = split_part(account, ':', 2) and held >= 0 and postings >= 0 and (floor is null or frozen or balance - held >= floor))
) with (fillfactor = 50);

-- The end of each lane's chain of seals.
create table lane (
  tenant  text      not null references tenant,
  lane    smallint  not null,
  seq     bigint    not null default 0,
  seal    sha256    not null default decode(repeat('00', 32), 'hex'),
  primary key (tenant, lane)
) with (fillfactor = 50);

-- One immutable row for what happened, with both legs and what each account was afterwards. The payer leads the key, so that it is
-- unique wherever rows are spread by payer. No reference to the tenant, here and in what else a batch writes: its lane has one already, and
-- checking it again for each row is work without a finding.
create table transfer (
  tenant         text             not null,
  payer          text             collate "C" not null,
  key            idempotency_key  not null,
  kind           transfer_kind    not null,
  payee          text             collate "C" not null,
  unit           text             collate "C" not null,
  amount         positive         not null,
  hold_key       text             collate "C",
  expires_at     timestamptz,
  linked_key     text             collate "C",
  payer_posting  positive         not null,
  payer_balance  bigint           not null,
  payer_held     bigint           not null,
  payee_posting  positive,
  payee_balance  bigint,
  payee_held     bigint,
  memo           text,
  memo_salt      text,
  memo_digest    bytea,
  fingerprint    sha256           not null,
  lane           smallint         not null,
  seq            bigint           not null,
  seal           sha256           not null,
  at             timestamptz      not null,
  primary key (tenant, payer, key),
  check (
    payer <> payee
    and (hold_key is not null) = (kind in ('post', 'void', 'expire'))
    and (expires_at is not null) = (kind = 'hold')
    and num_nonnulls(payee_posting, payee_balance, payee_held) = case when kind in ('transfer', 'post') then 3 else 0 end)
);
-- An account's history; unique, so that two writers could never both book its next posting. Each is partial though no row is left out:
-- a look-up by key cannot take it for the primary key, which while the table is small looks no better to the planner.
create unique index transfer_payer_posting on transfer (tenant, payer, payer_posting) where payer_posting > 0;
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

-- A transfer as the ledger store reads it: 64-bit numbers as text, bytes as hexadecimal digits, instants in milliseconds since the epoch.
create function transfer_json(t transfer) returns json language sql stable parallel safe as $$
  select json_build_object(
    'tenant', t.tenant, 'payer', t.payer, 'key', t.key, 'kind', t.kind, 'payee', t.payee, 'unit', t.unit, 'amount', t.amount::text,
    'holdKey', t.hold_key, 'expiresAtMs', (extract(epoch from t.expires_at) * 1000)::bigint, 'linkedKey', t.linked_key,
    'payerPosting', t.payer_posting, 'payerBalance', t.payer_balance::text, 'payerHeld', t.payer_held::text,
    'payeePosting', t.payee_posting, 'payeeBalance', t.payee_balance::text, 'payeeHeld', t.payee_held::text,
    'memo', t.memo, 'memoSalt', t.memo_salt, 'memoDigest', encode(t.memo_digest, 'hex'), 'fingerprint', encode(t.fingerprint, 'hex'),
    'lane', t.lane, 'seq', t.seq, 'seal', encode(t.seal, 'hex'), 'atMs', (extract(epoch from t.at) * 1000)::bigint)
$$;

create function account_json(a account) returns json language sql stable parallel safe as $$
  select json_build_object(
    'tenant', a.tenant, 'account', a.account, 'unit', a.unit, 'balance', a.balance::text, 'held', a.held::text,
    'floor', a.floor::text, 'ceiling', a.ceiling::text, 'postings', a.postings, 'frozen', a.frozen)
$$;

-- Answers that depended on a balance, kept under their key for ever.
create table refusal (
  tenant       text         not null,
  payer        text         collate "C" not null,
  key          idempotency_key not null,
  fingerprint  sha256       not null,
  code         text         not null,
  detail       text         not null,
  operation    smallint     not null,
  at           timestamptz  not null,
  primary key (tenant, payer, key)
);

create function refusal_json(r refusal) returns json language sql stable parallel safe as $$
  select json_build_object('payer', r.payer, 'key', r.key, 'fingerprint', encode(r.fingerprint, 'hex'), 'code', r.code, 'detail', r.detail,
    'operation', r.operation, 'atMs', (extract(epoch from r.at) * 1000)::bigint)
$$;

-- Holds nobody has resolved: a list of work; the truth is in transfer.
create table open_hold (
  tenant      text         not null,
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

-- Locks a lane, and makes it if need be; null for a tenant that does not exist.
create function ledger_lock_lane(of_tenant text, of_lane smallint) returns lane language plpgsql as $$
declare
  head lane;
begin
  select * into head from lane where tenant = of_tenant and lane = of_lane for no key update;
  if not found then
    insert into lane (tenant, lane) select tenant, of_lane from tenant where tenant = of_tenant on conflict do nothing;
    select * into head from lane where tenant = of_tenant and lane = of_lane for no key update;
  end if;
  return head;
end
$$;

-- Begins a batch: locks its lane, then every account in byte order, and reads what deciding needs. Call it under READ COMMITTED: each
-- statement in here then sees what was committed while the one before it waited for a lock.
create function ledger_lock_and_read(of_tenant text, of_lane smallint, accounts text[], payers text[], keys text[], hold_payers text[], hold_keys text[],
  out seq bigint, out seal text, out now_ms bigint, out known text, out holds json, out booked json, out refused json) language plpgsql as $$
#variable_conflict use_variable
declare
  head lane;
begin
  select * into head from lane where tenant = of_tenant and lane = of_lane for no key update;
  if not found then
    head := ledger_lock_lane(of_tenant, of_lane);
  end if;
  seq := head.seq;
  seal := encode(head.seal, 'hex');
  if cardinality(hold_keys) > 0 then
    -- A hold never changes, so its payee is known before anything is locked.
    accounts := accounts || (
      select coalesce(array_agg(h.payee), '{}') from unnest(hold_payers, hold_keys) as named (payer, key)
      cross join lateral (select payee from transfer where tenant = of_tenant and payer = named.payer and key = named.key and kind = 'hold' offset 0) as h);
  end if;
  -- As lines, since JSON of a thousand accounts takes as long as locking them. Nothing in an account has a space.
  select string_agg(concat_ws(' ', a.account, a.balance, a.held, coalesce(a.floor::text, '-'), coalesce(a.ceiling::text, '-'), a.postings, a.frozen, a.checksum = (a.balance # a.held # a.postings)), E'\n') into known
  from (select * from account where tenant = of_tenant and account = any (accounts) order by account for no key update) as a;
  if cardinality(hold_keys) > 0 then
    -- One placed since its payee was looked up comes too late for this batch: its payee may not be locked.
    select json_agg(json_build_object('hold', h.hold, 'resolvedBy', (
      select transfer_json(r) from transfer r where r.tenant = of_tenant and r.payer = named.payer and r.hold_key = named.key))) into holds
    from unnest(hold_payers, hold_keys) as named (payer, key)
    cross join lateral (
      select transfer_json(t) as hold from transfer t
      where t.tenant = of_tenant and t.payer = named.payer and t.key = named.key and t.kind = 'hold' and t.payee = any (accounts) offset 0) as h;
  end if;
  select json_agg(t.transfer) into booked from unnest(payers, keys) as named (payer, key)
  cross join lateral (
    select transfer_json(t) as transfer from transfer t where t.tenant = of_tenant and t.payer = named.payer and t.key = named.key offset 0) as t;
  select json_agg(r.refusal) into refused from unnest(payers, keys) as named (payer, key)
  cross join lateral (
    select refusal_json(r) as refusal from refusal r where r.tenant = of_tenant and r.payer = named.payer and r.key = named.key offset 0) as r;
  now_ms := floor(extract(epoch from clock_timestamp()) * 1000);
end
$$;

-- What a batch writes comes as one array of rows each: an array for every column took twice as long where a batch is one payment. Types of
-- their own, so that a column added to a table does not change what servers send.
create type new_transfer as (
  payer text, key text, kind text, payee text, unit text, amount bigint, hold_key text, expires_at_ms float8, linked_key text,
  payer_posting bigint, payer_balance bigint, payer_held bigint, payee_posting bigint, payee_balance bigint, payee_held bigint,
  memo text, memo_salt text, memo_digest text, fingerprint text, seq bigint, seal text);
create type changed_account as (account text, balance bigint, held bigint, postings bigint, frozen boolean, postings_before bigint);
