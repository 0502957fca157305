import type { Account, LaneHead, LedgerChange, LedgerState, Transfer } from '@sora/core';
import { plainArray, textArray } from './array-literal.ts';

// By way of `place`, so that each account is looked up by its name whatever the planner makes of a small table; locked rows stay in their place.
/**
 * Books a batch: its rows, the new state of every account it touched, and the end of its lane's chain. The fences undo it all if an account
 * or the lane is no longer as it was read.
 */
export const writeTransfersSql = `
  with booked as (
    insert into transfer (
      tenant, lane, at, payer, key, kind, payee, unit, amount, hold_key, expires_at, linked_key, payer_posting, payer_balance, payer_held,
      payee_posting, payee_balance, payee_held, memo, memo_salt, memo_digest, fingerprint, seq, seal)
    select $1, $2, to_timestamp($3::float8 / 1000), payer, key, kind, payee, unit, amount, hold_key, to_timestamp(expires_at_ms / 1000), linked_key,
      payer_posting, payer_balance, payer_held, payee_posting, payee_balance, payee_held, memo, memo_salt, decode(memo_digest, 'hex'),
      decode(fingerprint, 'hex'), seq, decode(seal, 'hex')
    from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[], $11::float8[], $12::text[], $13::bigint[],
      $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::text[], $20::text[], $21::text[], $22::text[], $23::bigint[], $24::text[])
      as t (payer, key, kind, payee, unit, amount, hold_key, expires_at_ms, linked_key, payer_posting, payer_balance, payer_held, payee_posting,
        payee_balance, payee_held, memo, memo_salt, memo_digest, fingerprint, seq, seal)
  ), moved as (
    update account set balance = now.balance, held = now.held, postings = now.postings, frozen = now.frozen, checksum = now.balance # now.held # now.postings
    from unnest($25::text[], $26::bigint[], $27::bigint[], $28::bigint[], $29::boolean[], $30::bigint[]) as now (account, balance, held, postings, frozen, postings_before)
    cross join lateral (select ctid from account where tenant = $1 and account = now.account offset 0) as place
    where account.ctid = place.ctid and account.postings = now.postings_before
    returning 1
  ), chained as (
    update lane set seq = $31, seal = decode($32, 'hex') where tenant = $1 and lane = $2 and seq = $33 returning 1
  )
  select ledger_fence((select count(*) from moved) + (select count(*) from chained), $34)`;

export function writeTransfersQueries(state: LedgerState, { transfers, accounts, head }: Pick<LedgerChange, 'transfers' | 'accounts' | 'head'>) {
  if (transfers.length === 0) return [];
  const values = [state.tenant, head.lane, transfers[0]?.atMs, ...transferArrays(transfers), ...accountArrays(accounts, state.accounts), ...headValues(head, state.head), accounts.length + 1];
  return [{ name: 'ledger_write_transfers', text: writeTransfersSql, values }];
}

function transferArrays(transfers: readonly Transfer[]): readonly string[] {
  const text = (value: (transfer: Transfer) => string | undefined) => textArray(transfers.map(value));
  const plain = (value: (transfer: Transfer) => string | number | bigint | undefined) => plainArray(transfers.map(value));
  return [
    text(({ payer }) => payer), text(({ key }) => key), plain(({ kind }) => kind), text(({ payee }) => payee), text(({ unit }) => unit),
    plain(({ amountMinor }) => amountMinor), text(({ holdKey }) => holdKey), plain(({ expiresAtMs }) => expiresAtMs), text(({ linkedKey }) => linkedKey),
    plain(({ payerLeg }) => payerLeg.posting), plain(({ payerLeg }) => payerLeg.balanceMinor), plain(({ payerLeg }) => payerLeg.heldMinor),
    plain(({ payeeLeg }) => payeeLeg?.posting), plain(({ payeeLeg }) => payeeLeg?.balanceMinor), plain(({ payeeLeg }) => payeeLeg?.heldMinor),
    text(({ memo }) => memo?.text), text(({ memo }) => memo?.salt), plain(({ memoDigest }) => memoDigest), plain(({ fingerprint }) => fingerprint),
    plain(({ seq }) => seq), plain(({ seal }) => seal),
  ];
}

function accountArrays(accounts: readonly Account[], before: readonly Account[]): readonly string[] {
  const postingsBefore = new Map(before.map(({ id, postings }) => [id, postings]));
  return [
    textArray(accounts.map(({ id }) => id)),
    plainArray(accounts.map(({ balanceMinor }) => balanceMinor)), plainArray(accounts.map(({ heldMinor }) => heldMinor)),
    plainArray(accounts.map(({ postings }) => postings)), plainArray(accounts.map(({ frozen }) => frozen)),
    plainArray(accounts.map(({ id }) => postingsBefore.get(id))),
  ];
}

function headValues(head: LaneHead, before: LaneHead): readonly (string | number)[] {
  return [head.seq, head.seal, before.seq];
}
