-- 0008 documents: profiles and settings, field by field, with everything that was ever written to them; and what recounting chats remembers.
-- Why:      where the last write wins, the other one must not be gone; and a chat's head is only as good as its being compared with its entries.
-- Locks:    chat, against writers, for the moment in which its trigger is made; the tables are new.
-- Rollback: drop trigger chat_builds_on_its_log on chat, then the tables and functions below; loses what documents say.

create domain stamp as text collate "C" check (value ~ '^[0-9a-f]{12}-[0-9a-f]{4}-[A-Za-z0-9_-]{1,64}$');

-- What writers of a document lock, and where its versions are numbered. It stays when they are erased, so that no number means two things.
create table document (
  tenant      text    not null references tenant,
  collection  text    collate "C" not null check (collection ~ '^[a-z][a-z0-9-]{0,31}$'),
  document    text    collate "C" not null check (document ~ '^[!-~]{1,128}$'),
  versions    bigint  not null default 0,
  primary key (tenant, collection, document)
) with (fillfactor = 70);

-- One row a write of a field. What stands is the greatest stamp: there is no second place that could say otherwise.
create table document_version (
  tenant      text         not null,
  collection  text         collate "C" not null,
  document    text         collate "C" not null,
  version     positive     not null,
  field       text         collate "C" not null,
  -- Canonical text, byte for byte; the other JSON type would change it.
  value       json         not null,
  stamp       stamp        not null,
  claimed     stamp        not null,
  based_on    stamp,
  actor       jsonb        not null,
  lost_to     positive     check (lost_to <> version),
  restores    positive     check (restores < version),
  at          timestamptz  not null,
  primary key (tenant, collection, document, version),
  foreign key (tenant, collection, document) references document
);
create index document_version_stands on document_version (tenant, collection, document, field, stamp desc);
create index document_version_claim on document_version (tenant, collection, document, field, claimed);
create index document_version_lost on document_version (tenant, collection, document, version) where lost_to is not null;
create index document_version_writer on document_version (tenant, (actor ->> 'id')) where actor ->> 'kind' = 'user';

-- A version changes only by being noted as lost, once, and by losing the name of its writer; erasing a person deletes theirs.
create function document_version_is_kept() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'lost_to' - 'actor') = (to_jsonb(old) - 'lost_to' - 'actor') and (old.lost_to is null or new.lost_to = old.lost_to)
    and (new.actor = old.actor or new.actor = '{"kind": "user", "id": "erased"}') then
    return new;
  end if;
  raise exception 'versions of documents are not changed' using errcode = 'restrict_violation', hint = 'Write a new one instead.';
end
$$;
create trigger document_version_is_kept before update on document_version for each row execute function document_version_is_kept();

-- How far the entries of each chat were counted: they never change, so that only what came since has to be counted again.
create table chat_recount (
  tenant    text    not null,
  chat      text    collate "C" not null,
  seq       bigint  not null,
  messages  bigint  not null,
  primary key (tenant, chat)
) with (fillfactor = 50);

-- Writers chain on from the head. On one that was altered by hand they would leave a gap, or break the digests of all that follows, for ever:
-- they are refused until it was recounted. Setting a head back is left alone, since that is how it is recounted.
create function chat_builds_on_its_log() returns trigger language plpgsql as $$
begin
  if old.last_seq = 0 and old.digest = decode(repeat('00', 32), 'hex') then
    return new;
  end if;
  perform 1 from entry e where e.tenant = old.tenant and e.chat = old.chat and e.seq = old.last_seq and e.digest = old.digest;
  if found then
    return new;
  end if;
  raise exception 'the head of chat % says something else than its entries', old.chat
    using errcode = 'restrict_violation', constraint = 'chat_builds_on_its_log', hint = 'It is recounted within a minute; then the same works.';
end
$$;
create trigger chat_builds_on_its_log before update of last_seq on chat for each row when (new.last_seq > old.last_seq)
  execute function chat_builds_on_its_log();
