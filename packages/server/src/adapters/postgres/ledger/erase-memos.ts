import { changedCount, type Queryable, selectOne } from '../query.ts';

/** Most transfers that one statement looks at, so that none of them takes long or locks much. */
const stride = 5_000;

export const latestPostingSql = 'select postings from account where tenant = $1 and account = $2';

export const eraseSentMemosSql = `
  update transfer set memo = null, memo_salt = null
  where tenant = $1 and payer = $2 and payer_posting between $3 and $4 and (memo is not null or memo_salt is not null)`;

export const eraseReceivedMemosSql = `
  update transfer set memo = null, memo_salt = null
  where tenant = $1 and payee = $2 and payee_posting between $3 and $4 and (memo is not null or memo_salt is not null)`;

/** Removes the memos of what this account paid or received, stretch by stretch of its history; done again, it does what is left. */
export async function eraseMemos(db: Queryable, tenant: string, account: string): Promise<number> {
  const latest = Number((await selectOne<{ readonly postings: string }>(db, latestPostingSql, [tenant, account]))?.postings ?? 0);
  let erased = 0;
  for (let first = 1; first <= latest; first += stride) {
    const stretch = [tenant, account, first, first + stride - 1];
    erased += await changedCount(db, eraseSentMemosSql, stretch) + await changedCount(db, eraseReceivedMemosSql, stretch);
  }
  return erased;
}
