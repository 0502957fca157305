import { type Account, type AccountCursor, type Correction, type NewConflict, SoraError } from '@sora/core';
import { recordConflicts } from './conflict-log.ts';
import { accountOf, type AccountRow } from './ledger/rows.ts';
import { changedCount, type Queryable, selectOne } from './query.ts';

/** What the transfers of an account say, by adding them up and by their latest. 64-bit numbers as text. */
interface Booked {
  readonly balance: string;
  readonly held: string;
  readonly postings: string;
  readonly latest_balance: string;
  readonly latest_held: string;
  readonly latest_posting: string;
  readonly transaction: string;
}

/** @param tx inside a transaction under READ COMMITTED, so that what is added up is what was committed before the lock was had */
export async function correctAccount(tx: Queryable, { tenant, id }: AccountCursor): Promise<Correction> {
  const locked = await selectOne<{ readonly account: AccountRow }>(tx, lockSql, [tenant, id]);
  if (locked === undefined) throw new SoraError('not-found', { detail: `There is no account ${id}.` });
  const before = accountOf(locked.account);
  const booked = await selectOne<Booked>(tx, bookedSql, [tenant, id]);
  if (booked === undefined) throw new Error('A sum always has a row.');
  const addsUp = booked.balance === booked.latest_balance && booked.held === booked.latest_held && booked.postings === booked.latest_posting;
  if (!addsUp) return await freeze(tx, before, booked);
  const after: Account = { ...before, balanceMinor: BigInt(booked.balance), heldMinor: BigInt(booked.held), postings: Number(booked.postings), frozen: true };
  if (isSame(before, after)) {
    await changedCount(tx, mendChecksumSql, [tenant, id]);
    return { kind: 'was-consistent', before, after: before };
  }
  await changedCount(tx, correctSql, [tenant, id, booked.balance, booked.held, booked.postings]);
  await recordConflicts(tx, [correctedConflict(before, after, booked.transaction)]);
  return { kind: 'corrected', before, after };
}

async function freeze(tx: Queryable, before: Account, booked: Booked): Promise<Correction> {
  await changedCount(tx, freezeSql, [before.tenant, before.id]);
  await recordConflicts(tx, [unresolvableConflict(before, booked)]);
  return { kind: 'unresolvable', before, after: { ...before, frozen: true } };
}

// With the checksum, or every batch with this account would meet it anew instead of refusing its debits.
const freezeSql = 'update account set frozen = true, checksum = balance # held # postings where tenant = $1 and account = $2';

// As the lanes lock it: neither writes while the other works.
const lockSql = 'select account_json(a) as account from account a where tenant = $1 and account = $2 for no key update';

const bookedSql = `
  with leg as (
    select payer_posting as posting, payer_balance as balance, payer_held as held, case when kind in ('transfer', 'post') then -amount else 0 end as change
    from transfer where tenant = $1 and payer = $2
    union all
    select payee_posting, payee_balance, payee_held, amount from transfer where tenant = $1 and payee = $2 and payee_posting is not null
  ), latest as (
    select posting, balance, held from leg order by posting desc limit 1
  ), open as (
    select sum(h.amount) as held from transfer h
    where h.tenant = $1 and h.payer = $2 and h.kind = 'hold'
      and not exists (select 1 from transfer r where r.tenant = $1 and r.payer = $2 and r.hold_key = h.key)
  )
  select coalesce((select sum(change) from leg), 0)::text as balance, coalesce((select held from open), 0)::text as held, (select count(*) from leg)::text as postings,
    coalesce((select balance from latest), 0)::text as latest_balance, coalesce((select held from latest), 0)::text as latest_held,
    coalesce((select posting from latest), 0)::text as latest_posting, pg_current_xact_id()::text as transaction`;

const correctSql = 'update account set balance = $3, held = $4, postings = $5, frozen = true, checksum = $3::bigint # $4::bigint # $5::bigint where tenant = $1 and account = $2';

// Where nothing but the checksum was altered.
const mendChecksumSql = 'update account set checksum = balance # held # postings where tenant = $1 and account = $2 and checksum <> (balance # held # postings)';

function isSame(one: Account, other: Account): boolean {
  return one.balanceMinor === other.balanceMinor && one.heldMinor === other.heldMinor && one.postings === other.postings;
}

/** The key carries the transaction: the same account may be altered in the same way again, and is then corrected again. */
function correctedConflict(before: Account, after: Account, transaction: string): NewConflict {
  return {
    tenant: before.tenant, type: 'BALANCE_INCONSISTENCY', subject: before.id, dedupKey: `${before.id} ${transaction}`,
    resolution: 'The account is frozen for debits and was set back to the sum of its postings.',
    detail: { outcome: 'corrected', before: shown(before), after: shown(after) },
  };
}

/** Recorded once for one such finding, however often it is looked at. */
function unresolvableConflict(before: Account, booked: Booked): NewConflict {
  const summed = { balanceMinor: booked.balance, heldMinor: booked.held, postings: Number(booked.postings) };
  const latest = { balanceMinor: booked.latest_balance, heldMinor: booked.latest_held, postings: Number(booked.latest_posting) };
  return {
    tenant: before.tenant, type: 'BALANCE_INCONSISTENCY', subject: before.id,
    dedupKey: `${before.id} ${Object.values(summed).join(' ')} ${Object.values(latest).join(' ')}`,
    resolution: 'The account is frozen for debits. Its own postings do not add up, so that nothing was set back: run "sora verify" and compare it with a backup.',
    detail: { outcome: 'unresolvable', before: shown(before), sumOfPostings: summed, latestPosting: latest },
  };
}

function shown({ balanceMinor, heldMinor, postings, frozen }: Account): Readonly<Record<string, unknown>> {
  return { balanceMinor: `${balanceMinor}`, heldMinor: `${heldMinor}`, postings, frozen };
}
