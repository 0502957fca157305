import { type Account, type LedgerStore, type NewAccount, openAccount } from '@sora/core';
import { changedCount, type Queryable, selectAll, selectOne } from '../query.ts';
import { accountOf, type AccountRow } from './rows.ts';

interface Found {
  readonly account: AccountRow;
}

export const openAccountSql = `
  insert into account as a (tenant, account, unit, floor, ceiling) values ($1, $2, $3, $4, $5)
  on conflict (tenant, account) do nothing returning account_json(a) as account`;

export const accountSql = 'select account_json(a) as account from account a where tenant = $1 and account = $2';

// An account is visible ASCII, so that nothing that begins with the prefix comes after the prefix and DEL.
export const accountsSql = `
  select account_json(a) as account from account a
  where tenant = $1 and a.account >= $2 and a.account < $2 || chr(127) and a.account > $3
  order by a.account limit $4`;

export const releaseSql = `
  update account set frozen = false
  where tenant = $1 and account = $2 and frozen and (floor is null or balance - held >= floor)`;

/** Everything about accounts that needs no lane. */
export function postgresAccounts(db: Queryable): Pick<LedgerStore, 'open' | 'account' | 'accounts' | 'release'> {
  const find = async (tenant: string, id: string) => {
    const found = await selectOne<Found>(db, accountSql, [tenant, id]);
    return found && accountOf(found.account);
  };
  return {
    open: async (tenant, account) => (await made(db, tenant, account)) ?? (await find(tenant, openAccount(tenant, account).id)) ?? gone(),
    account: find,
    async accounts({ tenant, prefix, afterId = '', limit }) {
      return (await selectAll<Found>(db, accountsSql, [tenant, prefix, afterId, limit])).map(({ account }) => accountOf(account));
    },
    release: async (tenant, id) => (await changedCount(db, releaseSql, [tenant, id])) === 1,
  };
}

async function made(db: Queryable, tenant: string, account: NewAccount): Promise<Account | undefined> {
  const { id, unit, floorMinor, ceilingMinor } = openAccount(tenant, account);
  const row = await selectOne<Found>(db, openAccountSql, [tenant, id, unit, floorMinor ?? null, ceilingMinor ?? null]);
  return row && accountOf(row.account);
}

function gone(): never {
  throw new Error('An account was there, and then it was not: accounts are never deleted.');
}
