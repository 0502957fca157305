-- The chat a careful engineer writes first: one call a message, which locks the chat, knows a repeat by its identity, takes the next number and
-- moves the head; the history of a chat by index.
create table naive_chat (
  chat      text    collate "C" primary key,
  last_seq  bigint  not null default 0
) with (fillfactor = 50);

create table naive_message (
  chat     text         collate "C" not null,
  seq      bigint       not null,
  author   text         collate "C" not null,
  number   bigint       not null,
  text     text         not null,
  at       timestamptz  not null default clock_timestamp(),
  primary key (chat, seq)
);
create unique index naive_message_identity on naive_message (chat, author, number);

create function naive_say(to_chat text, by text, its_number bigint, its_text text) returns bigint language plpgsql as $$
declare
  its_seq bigint;
  known bigint;
begin
  select last_seq + 1 into its_seq from naive_chat where chat = to_chat for no key update;
  select seq into known from naive_message where chat = to_chat and author = by and number = its_number;
  if found then
    return known;
  end if;
  insert into naive_message (chat, seq, author, number, text) values (to_chat, its_seq, by, its_number, its_text);
  update naive_chat set last_seq = its_seq where chat = to_chat;
  return its_seq;
end
$$;
