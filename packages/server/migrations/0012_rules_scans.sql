-- 0012 rules scans: what each scan of the security rules came to.
-- Why:      a score has a history, and a scan is compared with the one before it: what changed, and which findings are new.
-- Locks:    none on existing tables; the table is new.
-- Rollback: drop table rules_scan; the history of the score is lost, the next scan raises what it finds anew.

create table rules_scan (
  tenant   text         not null references tenant,
  id       uuid         not null,
  at       timestamptz  not null default clock_timestamp(),
  -- Score, counts and files in few words.
  summary  jsonb        not null,
  -- Texts and reports; of the latest only. As json: witnesses may hold characters that jsonb refuses.
  files    json,
  primary key (tenant, id)
);
