import type { Account, LedgerChange, LedgerState, Transfer } from '@sora/core';
import { rowArray } from './array-literal.ts';

/** The batch's new rows. Parameters: tenant, lane, instant, rows. */
export const insertTransfersSql = `insert into transfer (
      tenant, lane, at, payer, key, kind, payee, unit, amount, hold_key, expires_at, linked_key, payer_posting, payer_balance, payer_held,
      payee_posting, payee_balance, payee_held, memo, memo_salt, memo_digest, fingerprint, seq, seal)
    select $1, $2, to_timestamp($3::float8 / 1000), payer, key, kind, payee, unit, amount, hold_key, to_timestamp(expires_at_ms / 1000), linked_key,
      payer_posting, payer_balance, payer_held, payee_posting, payee_balance, payee_held, memo, memo_salt, decode(memo_digest, 'hex'),
      decode(fingerprint, 'hex'), seq, decode(seal, 'hex')
    from unnest($4::new_transfer[])`;

/**
 * Books a batch: its rows, the new state of every account it touched, and the end of its lane's chain. It fails, and so undoes it all, if an
 * account or the lane is no longer as it was read: that cannot happen while every writer locks first, and is a second line like the checks.
 *
 * Each account is looked up by its name in `place`, whatever the planner makes of a small table; being locked, it stays in its place.
 */
export const writeTransfersSql = `
  with booked as (
    ${insertTransfersSql}
  ), moved as (
    update account set balance = now.balance, held = now.held, postings = now.postings, frozen = now.frozen, checksum = now.balance # now.held # now.postings
    from unnest($5::changed_account[]) as now
    cross join lateral (select ctid from account where tenant = $1 and account = now.account offset 0) as place
    where account.ctid = place.ctid and account.postings = now.postings_before
    returning 1
  ), chained as (
    update lane set seq = $6, seal = decode($7, 'hex') where tenant = $1 and lane = $2 and seq = $8 returning 1
  ), fence as (
    select (select count(*) from moved) + (select count(*) from chained) as written
  )
  select case when written <> $9 then ('ledger fence: ' || written || ' of ' || $9 || ' rows were as they had been read')::bigint end from fence`;

export function writeTransfersQueries(state: LedgerState, { transfers, accounts, head }: Pick<LedgerChange, 'transfers' | 'accounts' | 'head'>) {
  if (transfers.length === 0) return [];
  const values = [
    state.tenant, head.lane, transfers[0]?.atMs, rowArray(transfers.map(transferFields)), rowArray(accountRows(accounts, state.accounts)),
    head.seq, head.seal, state.head.seq, accounts.length + 1,
  ];
  return [{ name: 'ledger_write_transfers', text: writeTransfersSql, values }];
}

/** As the type `new_transfer` has them. */
export function transferFields({ payerLeg, payeeLeg, memo, ...transfer }: Transfer) {
  return [
    transfer.payer, transfer.key, transfer.kind, transfer.payee, transfer.unit, transfer.amountMinor, transfer.holdKey, transfer.expiresAtMs, transfer.linkedKey,
    payerLeg.posting, payerLeg.balanceMinor, payerLeg.heldMinor, payeeLeg?.posting, payeeLeg?.balanceMinor, payeeLeg?.heldMinor,
    memo?.text, memo?.salt, transfer.memoDigest, transfer.fingerprint, transfer.seq, transfer.seal,
  ];
}

/** As the type `changed_account` has them. */
function accountRows(accounts: readonly Account[], before: readonly Account[]) {
  const postingsBefore = new Map(before.map(({ id, postings }) => [id, postings]));
  return accounts.map(({ id, balanceMinor, heldMinor, postings, frozen }) => [id, balanceMinor, heldMinor, postings, frozen, postingsBefore.get(id)]);
}
