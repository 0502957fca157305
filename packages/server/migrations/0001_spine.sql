-- 0001 spine: tenants, events, leases, schedule, nodes, and who may come in.
-- Why:      every capability stands on these; each has a user from the first start.
-- Locks:    none on existing tables; all are new.
-- Rollback: drop the tables below; safe only on an installation without data.

create table tenant (
  tenant      text primary key check (tenant ~ '^[a-z][a-z0-9-]{0,62}$'),
  created_at  timestamptz not null default now()
);
insert into tenant (tenant) values ('main');

-- UUID version 7 by the clock of this database, so that one clock decides both time and order; the twelve bits after the
-- version hold the fraction of the millisecond (RFC 9562, 6.2, method 3). PostgreSQL 18 has uuidv7(), but 15 must do.
create function time_ordered_id(at timestamptz) returns uuid language sql volatile parallel safe as $$
  select encode(
    set_byte(set_byte(overlay(uuid_send(gen_random_uuid()) placing substring(int8send(us / 1000) from 3) from 1 for 6),
      6, 112 + (fraction >> 8)::int), 7, (fraction & 255)::int), 'hex')::uuid
  from (select us, us % 1000 * 4096 / 1000 as fraction from (select (extract(epoch from at) * 1000000)::bigint as us) as instant) as parts
$$;

-- Append-only; the key orders by time.
create table event (
  tenant     text        not null references tenant,
  id         uuid        not null,
  at         timestamptz not null default clock_timestamp(),
  type       text        not null check (type ~ '^[A-Z][A-Z_]{2,63}$'),
  severity   text        not null check (severity in ('info', 'warning', 'critical')),
  subject    text        not null check (length(subject) <= 500),
  actor      jsonb       not null,
  region     text,
  release    text,
  dedup_key  text,
  payload    jsonb,
  primary key (tenant, id)
);
create unique index event_dedup on event (tenant, dedup_key) where dedup_key is not null;
create index event_at on event (tenant, at);

create table lease (
  name           text        primary key,
  holder         text        not null,
  fencing_token  bigint      not null check (fencing_token > 0),
  expires_at     timestamptz not null
);

create table schedule (
  name             text        primary key,
  every_ms         bigint      not null check (every_ms > 0),
  last_started_at  timestamptz,
  last_ended_at    timestamptz,
  last_duration_ms bigint,
  last_error       text,
  failures_in_row  integer     not null default 0,
  -- Of the run that started last: a former holder of the task's lease records nothing.
  fencing_token    bigint      not null default 0
);

create table node (
  id            text             primary key,
  region        text             not null,
  release       text             not null,
  started_at    timestamptz      not null,
  heartbeat_at  timestamptz      not null,
  load          double precision not null check (load between 0 and 1),
  memory_bytes  bigint           not null
);

-- Found by id alone, before the tenant is known; the secret itself is never stored.
create table credential (
  id           text        primary key,
  tenant       text        not null references tenant,
  kind         text        not null check (kind in ('operator', 'service', 'ingest')),
  role         text        check (role in ('viewer', 'operator', 'admin')),
  scopes       text[]      not null default '{}',
  name         text        not null check (length(name) between 1 and 100),
  secret_hash  bytea       not null check (length(secret_hash) = 32),
  created_at   timestamptz not null default now(),
  expires_at   timestamptz,
  revoked_at   timestamptz,
  check ((kind = 'operator') = (role is not null))
);
create index credential_tenant on credential (tenant, created_at);

create table login_link (
  code_hash      bytea       primary key check (length(code_hash) = 32),
  credential_id  text        not null references credential,
  expires_at     timestamptz not null,
  used_at        timestamptz
);

create table dashboard_session (
  secret_hash    bytea       primary key check (length(secret_hash) = 32),
  credential_id  text        not null references credential,
  created_at     timestamptz not null default now(),
  expires_at     timestamptz not null
);
