-- 0004 sessions: users' sessions, and the key that hashes their tokens.
-- Why:      an app's user comes with a token of their identity provider once, then with ours, which can be ended at any time.
-- Locks:    none on existing tables; both are new.
-- Rollback: drop both tables; every user then has to begin a session again.

-- Found by its id alone, before the tenant is known; of the token only a keyed hash is stored.
create table user_session (
  id           text         collate "C" primary key check (id ~ '^[0-9a-f]{16}$'),
  tenant       text         not null references tenant,
  user_id      text         collate "C" not null check (user_id ~ '^[!-~]{1,128}$'),
  install      text         collate "C" check (install ~ '^[A-Za-z0-9_-]{8,64}$'),
  secret_hash  bytea        not null check (length(secret_hash) = 32),
  created_at   timestamptz  not null,
  expires_at   timestamptz  not null check (expires_at > created_at)
);
create index user_session_expiry on user_session (expires_at);

-- Made by the first server that starts without SORA_SESSION_KEY; one row, since all servers have to hash alike.
create table user_session_key (
  the_one     boolean      primary key default true check (the_one),
  key         bytea        not null check (length(key) >= 32),
  created_at  timestamptz  not null default now()
);
