-- The ledger a careful engineer writes first: double entry, an idempotency key, the balance checked under row locks taken in account order,
-- a history by account. One transaction a payment.
create table naive_account (
  account  text    collate "C" primary key,
  balance  bigint  not null check (balance >= 0)
) with (fillfactor = 50);

create table naive_transfer (
  key      text         collate "C" primary key,
  payer    text         collate "C" not null,
  payee    text         collate "C" not null,
  amount   bigint       not null check (amount > 0),
  at       timestamptz  not null default now()
);

create table naive_entry (
  id             bigint       generated always as identity,
  account        text         collate "C" not null,
  key            text         collate "C" not null,
  change         bigint       not null,
  balance_after  bigint       not null,
  primary key (account, id)
);
