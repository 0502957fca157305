-- The paid message a careful engineer writes first, beside naive.sql: one call in one transaction, which locks the chat, knows a repeat, locks
-- both accounts in their order, checks the balance, books both legs and numbers the message.
create table naive_account (
  account  text    collate "C" primary key,
  balance  bigint  not null check (balance >= 0)
) with (fillfactor = 50);

create table naive_transfer (
  key      text         collate "C" primary key,
  payer    text         collate "C" not null,
  payee    text         collate "C" not null,
  amount   bigint       not null check (amount > 0),
  at       timestamptz  not null default clock_timestamp()
);

create table naive_entry (
  id             bigint  generated always as identity,
  account        text    collate "C" not null,
  key            text    collate "C" not null,
  change         bigint  not null,
  balance_after  bigint  not null,
  primary key (account, id)
);

create function naive_say_paid(to_chat text, by text, its_number bigint, its_text text, payee text, price bigint) returns bigint language plpgsql as $$
declare
  known bigint;
  of_payer bigint;
  of_payee bigint;
  its_key text := concat_ws(':', to_chat, by, its_number);
begin
  perform 1 from naive_chat where chat = to_chat for no key update;
  select seq into known from naive_message where chat = to_chat and author = by and number = its_number;
  if found then
    return known;
  end if;
  perform 1 from naive_account where account in (by, payee) order by account for no key update;
  update naive_account set balance = balance - price where account = by returning balance into of_payer;
  update naive_account set balance = balance + price where account = payee returning balance into of_payee;
  insert into naive_transfer (key, payer, payee, amount) values (its_key, by, payee, price);
  insert into naive_entry (account, key, change, balance_after) values (by, its_key, -price, of_payer), (payee, its_key, price, of_payee);
  return naive_say(to_chat, by, its_number, its_text);
end
$$;
