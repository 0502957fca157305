-- 0009 assumed accounts: how a batch says what it was decided on, when nothing was locked for it.
-- Why:      PostgreSQL compares it with the rows, and books only if they are the same (docs/adr/0007-optimistic-batches.md).
-- Locks:    none; a type is made, no table is touched.
-- Rollback: drop type assumed_account; servers of before 0009 do not know it.

create type assumed_account as (
  account text, balance bigint, held bigint, postings bigint, frozen boolean, floor bigint, ceiling bigint,
  balance_before bigint, held_before bigint, postings_before bigint);
