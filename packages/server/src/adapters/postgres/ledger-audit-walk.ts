import type { Account, LaneHead, LedgerSnapshot, Leg, OperationKind, Transfer } from '@sora/core';
import { escapeLiteral } from 'pg';
import { type CopiedField, type CopiedRow, copyOut } from './copy-out.ts';
import { accountOf, type AccountRow } from './ledger/rows.ts';
import { type Queryable, selectAll } from './query.ts';

/** @param client inside a transaction of one snapshot */
export function postgresLedgerSnapshot(client: Queryable): LedgerSnapshot {
  return {
    tenants: async () => (await selectAll<{ readonly tenant: string }>(client, 'select tenant from tenant order by tenant')).map(({ tenant }) => tenant),
    async *walk(tenant) {
      for await (const rows of copyOut(client, walkSql(tenant))) yield rows.map((row) => transferOf(tenant, row));
    },
    heads: (tenant) => selectAll<LaneHead & Record<string, unknown>>(client, headsSql, [tenant]),
    async *accounts(tenant) {
      for (let page = await accountsAfter(client, tenant, ''); page.length > 0; page = await accountsAfter(client, tenant, page.at(-1)?.id ?? '')) yield page;
    },
  };
}

const headsSql = `select lane::int, seq::float8, encode(seal, 'hex') as seal from lane where tenant = $1 order by lane`;

const accountsSql = 'select account_json(a) as account from account a where tenant = $1 and account > $2 order by a.account limit $3';
const accountsPage = 2_000;

async function accountsAfter(client: Queryable, tenant: string, afterId: string): Promise<readonly Account[]> {
  return (await selectAll<{ readonly account: AccountRow }>(client, accountsSql, [tenant, afterId, accountsPage])).map(({ account }) => accountOf(account));
}

// By time: the sort finds rows that lie nearly so already, which costs a tenth of the walk. Rows come in the order of the table only until
// a memo is erased, and then as late as can be. Lane and seq stand before any text, where the sort reads them at once: it has to compare them
// often, since within a batch rows lie by payer. Instants are read to the microsecond, so that one that was altered by less than a
// millisecond shows too.
const walkSql = (tenant: string): string => `
  select lane, seq, payer, key, kind, payee, unit, amount, hold_key, (extract(epoch from expires_at) * 1000)::float8, linked_key,
    payer_posting, payer_balance, payer_held, payee_posting, payee_balance, payee_held, memo, memo_salt,
    encode(memo_digest, 'hex'), encode(fingerprint, 'hex'), encode(seal, 'hex'), (extract(epoch from at) * 1000)::float8
  from transfer where tenant = ${escapeLiteral(tenant)} order by at, lane, seq`;

function transferOf(tenant: string, row: CopiedRow): Transfer {
  const [
    lane, seq, payer, key, kind, payee, unit, amount, holdKey, expiresAtMs, linkedKey, payerPosting, payerBalance, payerHeld,
    payeePosting, payeeBalance, payeeHeld, memo, memoSalt, memoDigest, fingerprint, seal, atMs,
  ] = row;
  return {
    tenant, payer: text(payer), key: text(key), kind: text(kind) as OperationKind, payee: text(payee), unit: text(unit), amountMinor: BigInt(text(amount)),
    holdKey: holdKey ?? undefined, expiresAtMs: isThere(expiresAtMs) ? Number(expiresAtMs) : undefined, linkedKey: linkedKey ?? undefined,
    payerLeg: legOf(payerPosting, payerBalance, payerHeld),
    payeeLeg: isThere(payeePosting) || isThere(payeeBalance) || isThere(payeeHeld) ? legOf(payeePosting, payeeBalance, payeeHeld) : undefined,
    // Half a memo is not an erased one.
    memo: isThere(memo) || isThere(memoSalt) ? { text: text(memo), salt: text(memoSalt) } : undefined,
    memoDigest: memoDigest ?? undefined, fingerprint: text(fingerprint), lane: Number(lane), seq: Number(seq), seal: text(seal), atMs: Number(atMs),
  };
}

function legOf(posting: CopiedField | undefined, balance: CopiedField | undefined, held: CopiedField | undefined): Leg {
  return { posting: Number(posting), balanceMinor: BigInt(text(balance)), heldMinor: BigInt(text(held)) };
}

function isThere(field: CopiedField | undefined): field is string {
  return field !== null && field !== undefined;
}

function text(field: CopiedField | undefined): string {
  return field ?? '';
}
