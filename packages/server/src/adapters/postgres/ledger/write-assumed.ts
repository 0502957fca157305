import type { Account, LedgerChange, LedgerState, Transfer } from '@sora/core';
import type { DatabaseError } from 'pg';
import { rowArray } from './array-literal.ts';
import { insertTransfersSql, transferFields } from './write-transfers.ts';

/**
 * Books a batch that was decided on memory, in one statement and so in one transaction: kept whole if its lane, each of its accounts and each
 * of its keys are as it assumed, and not at all if one is not. An altered row is never as assumed: its checksum says so.
 *
 * Each step waits for the whole of the one before it, so that locks are taken in the order of all batches: the lane, the accounts by their
 * bytes (`place` is looked up row by row, in the order of the array), the keys. A row that had to be waited for is compared as it is then.
 */
export const writeAssumedSql = `
  with chained as (
    update lane set seq = $6, seal = decode($7, 'hex')
    where tenant = $1 and lane = $2 and seq = $8 and seal = decode($9, 'hex')
      and to_timestamp($3::float8 / 1000) between clock_timestamp() - interval '1 minute' and clock_timestamp()
    returning 1
  ), moved as (
    update account set balance = now.balance, held = now.held, postings = now.postings, checksum = now.balance # now.held # now.postings
    from unnest($5::assumed_account[]) as now
    cross join lateral (select ctid from account where tenant = $1 and account = now.account offset 0) as place
    where (select count(*) from chained) = 1 and account.ctid = place.ctid
      and account.balance = now.balance_before and account.held = now.held_before and account.postings = now.postings_before
      and account.checksum = (now.balance_before # now.held_before # now.postings_before) and account.frozen = now.frozen
      and account.floor is not distinct from now.floor and account.ceiling is not distinct from now.ceiling
    returning 1
  ), booked as (
    ${insertTransfersSql} as t
    where (select count(*) from moved) = $10
      and not exists (select from refusal as r where r.tenant = $1 and r.payer = t.payer and r.key = t.key offset 0)
    returning payer, key, kind, expires_at
  ), listed as (
    insert into open_hold (tenant, payer, key, expires_at) select $1, payer, key, expires_at from booked where kind = 'hold'
  ), fence as (
    select count(*) as written from booked
  )
  select case when written <> $11 then ('ledger fence: ' || written || ' of ' || $11 || ' transfers were as assumed')::bigint end,
    floor(extract(epoch from clock_timestamp()) * 1000) as now_ms from fence`;

export function writeAssumedQuery(state: LedgerState, { transfers, accounts, head }: Pick<LedgerChange, 'transfers' | 'accounts' | 'head'>) {
  const values = [
    state.tenant, head.lane, state.nowMs, rowArray(transfers.toSorted(byPayer).map(transferFields)), rowArray(accountRows(accounts, state.accounts)),
    head.seq, head.seal, state.head.seq, state.head.seal, accounts.length, transfers.length,
  ];
  return { name: 'ledger_write_assumed', text: writeAssumedSql, values };
}

/** As two of the indexes have them, which finds their pages warm; their order in the lane is in the rows. */
function byPayer(one: Transfer, other: Transfer): number {
  if (one.payer === other.payer) return one.seq - other.seq;
  return one.payer < other.payer ? -1 : 1;
}

/** As the type `assumed_account` has them. */
function accountRows(accounts: readonly Account[], assumed: readonly Account[]) {
  const before = new Map(assumed.map((account) => [account.id, account]));
  return accounts.map(({ id, balanceMinor, heldMinor, postings, frozen, floorMinor, ceilingMinor }) => {
    const was = before.get(id);
    return [id, balanceMinor, heldMinor, postings, frozen, floorMinor, ceilingMinor, was?.balanceMinor, was?.heldMinor, was?.postings];
  });
}

/** Whether a batch was refused because something is not as it assumed: the fence, or a key or posting that is taken. */
export function isWrongAssumption(error: DatabaseError): boolean {
  return error.code === '23505' || error.message.includes('ledger fence');
}
