-- 0005 payments: what providers report, whose it is, and what we ask of them.
-- Why:      a webhook that was answered must not be lost, applied twice or applied out of turn, whichever server dies when.
-- Locks:    none on existing tables; all are new.
-- Rollback: drop the tables below; safe only while no provider is set up. The money itself is in transfer.

create table payment (
  tenant       text         not null references tenant,
  provider     text         not null check (provider in ('stripe', 'wise')),
  payment      text         not null,
  wallet       text         collate "C" not null,
  -- What the provider calls it, where that is known and differs.
  subject      text,
  state        jsonb        not null default '{"outflows": {}}',
  -- When the call that made it was answered; null while only a webhook has told of it.
  answered_at  timestamptz,
  opened_at    timestamptz  not null default clock_timestamp(),
  primary key (tenant, provider, payment)
);
-- A report names the payment and no tenant.
create unique index payment_id on payment (provider, payment);
create unique index payment_subject on payment (provider, subject) where subject is not null;

-- Reports about one payer are applied by one server at a time.
create table payer_turn (
  tenant      text         not null references tenant,
  payer       text         collate "C" not null,
  holder      text         not null,
  token       bigint       not null check (token > 0),
  expires_at  timestamptz  not null,
  primary key (tenant, payer)
) with (fillfactor = 50);

-- Stored before it is answered, applied afterwards. Keeps what a report says of money, not who paid.
create table provider_event (
  provider     text         not null check (provider in ('stripe', 'wise')),
  event        text         not null,
  type         text         not null,
  source       text         not null check (source in ('webhook', 'answer', 'statement')),
  subject      text,
  facts        jsonb        not null,
  state        text         not null check (state in ('waiting', 'applied', 'ignored')),
  happened_at  timestamptz  not null,
  received_at  timestamptz  not null default clock_timestamp(),
  applied_at   timestamptz  check ((applied_at is not null) = (state = 'applied')),
  primary key (provider, event)
);
create index provider_event_waiting on provider_event (provider, subject, received_at) where state = 'waiting';

-- Calls that have to be made, kept before they are made.
create table provider_call (
  tenant         text         not null references tenant,
  provider       text         not null check (provider in ('stripe', 'wise')),
  outflow        text         not null,
  payment        text         not null,
  wallet         text         collate "C" not null,
  amount         bigint       not null check (amount > 0),
  wish           jsonb        not null,
  attempts       integer      not null default 0,
  due_at         timestamptz  not null,
  -- While one attempt is under way, nobody begins another.
  claimed_until  timestamptz,
  outcome        jsonb,
  planned_at     timestamptz  not null default clock_timestamp(),
  primary key (tenant, provider, outflow)
);
create index provider_call_due on provider_call (due_at) where outcome is null;
