import { createHttpSora } from '@sora/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { runSora } from '../testing/run-program.ts';
import { type DataFolder, freshDataFolder, type ServerProcess } from '../testing/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { type Operator, operatorOf } from './testing/operator.ts';

let database: TestDatabase;
let folder: DataFolder;
let server: ServerProcess;
let operator: Operator;
let serviceKey: string;

beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), freshDataFolder()]);
  server = await folder.start({ DATABASE_URL: database.url });
  operator = operatorOf(server.url, await folder.adminToken());
  serviceKey = await operator.createToken({ name: 'backend', kind: 'service', scopes: ['wallets:read', 'wallets:write', 'wallets:credit'] });
  for (const userId of ['ann', 'ben']) {
    await post('', undefined, { userId });
    await post(`/${userId}/credits`, `funds-${userId}`, { amount: '1000', from: 'grants' });
  }
});
afterAll(async () => {
  await folder.clear();
  await database.close();
});

async function post(path: string, key: string | undefined, body: object): Promise<Response> {
  return fetch(new URL(`/v1/wallets${path}`, server.url), { method: 'POST', headers: { authorization: `Bearer ${serviceKey}`, ...(key === undefined ? {} : { 'idempotency-key': key }) }, body: JSON.stringify(body) });
}

const verify = () => runSora(['verify', '--json'], { DATABASE_URL: database.url });

test('a balance changed by hand, of an account nobody pays with, is found by itself, set back and frozen, with history and event, and no transfer [CON-5] [CON-10]', async () => {
  const transfers = async () => (await database.pool.query<{ count: string }>('select count(*) from transfer')).rows[0]?.count;
  const before = await transfers();
  await database.pool.query(`update account set balance = balance + 500 where account = 'user:USD:ann'`);
  const isFrozen = async () => (await database.pool.query<{ frozen: boolean; balance: string }>(`select frozen, balance from account where account = 'user:USD:ann'`)).rows[0];
  expect(await eventually(isFrozen, (account) => account?.frozen === true, 55_000)).toEqual({ frozen: true, balance: '1000' });
  const conflicts = (await (await operator.fetch('/getConflictHistory')).json()) as { readonly conflicts: readonly object[] };
  expect(conflicts.conflicts).toMatchObject([{ type: 'BALANCE_INCONSISTENCY', subject: 'user:USD:ann' }]);
  expect((await operator.events()).filter(({ type }) => type === 'CONFLICT_DETECTED')).toMatchObject([{ severity: 'critical' }]);
  expect(await transfers()).toBe(before);
});

test('a frozen wallet pays again once an engineer has released it [CON-5]', async () => {
  expect(await (await post('/ann/spend', 'while-frozen', { amount: '1' })).json()).toMatchObject({ code: 'account-frozen' });
  expect((await operator.fetch('/admin_releaseAccount', { id: 'user:USD:ann' })).status).toBeLessThan(300);
  expect(await (await post('/ann/spend', 'after-release', { amount: '1' })).json()).toMatchObject({ kind: 'posted' });
});

test('a hold that times out lets its money go by itself [CON-8]', async () => {
  expect((await post('/ben/holds', 'brief', { amount: '400', expiresInMs: 100 })).status).toBe(200);
  const held = async () => (await database.pool.query<{ held: string }>(`select held from account where account = 'user:USD:ben'`)).rows[0]?.held;
  expect(await eventually(held, (amount) => amount === '0')).toBe('0');
  expect(await (await post('/ben/holds/brief/post', 'too-late', {})).json()).toMatchObject({ code: expect.stringMatching(/^hold-(expired|resolved)$/) });
});

test('what was paid is verified without the server, and a row altered in the database is found [CON-8]', async () => {
  const sora = createHttpSora({ url: server.url, serviceKey });
  await sora.preventDoubleSpend('ben', 250, 'order-1');
  await sora.close();
  expect((await verify()).code).toBe(0);
  await database.pool.query(`alter table transfer disable trigger transfer_is_immutable; update transfer set amount = amount + 1 where key = 'order-1'; alter table transfer enable trigger transfer_is_immutable`);
  const { code, stdout } = await verify();
  expect(code).toBe(1);
  expect(stdout).toContain('order-1');
});
