import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createHttpSora, preventDoubleSpend, type SoraNode } from '@sora/node';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readSettings } from '../settings.ts';
import { createSora } from '../sora.ts';
import { examplePath, runExample } from '../testing/run-program.ts';
import { type DataFolder, freshDataFolder, type ServerProcess } from '../testing/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { answerLosingProxy } from './testing/answer-losing-proxy.ts';
import { type Operator, operatorOf } from './testing/operator.ts';

let database: TestDatabase;
let folder: DataFolder;
let east: ServerProcess;
let west: ServerProcess;
let operator: Operator;
let serviceKey: string;

beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), freshDataFolder()]);
  east = await folder.start({ DATABASE_URL: database.url, SORA_REGION: 'east' });
  west = await folder.start({ DATABASE_URL: database.url, SORA_REGION: 'west' });
  operator = operatorOf(east.url, await folder.adminToken());
  serviceKey = await operator.createToken({ name: 'backend', kind: 'service', scopes: ['wallets:read', 'wallets:write', 'wallets:credit'] });
});
afterAll(async () => {
  await folder.clear();
  await database.close();
});

function backend(url: string): SoraNode {
  const sora = createHttpSora({ url, serviceKey, flushMs: 60_000 });
  onTestFinished(async () => { await sora.close(); });
  return sora;
}

async function wallet<T>(path: string, request?: { readonly key?: string; readonly body: object }): Promise<T> {
  const headers = { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json', ...(request?.key === undefined ? {} : { 'idempotency-key': request.key }) };
  const response = await fetch(new URL(`/v1/wallets${path}`, west.url), { headers, ...(request === undefined ? {} : { method: 'POST', body: JSON.stringify(request.body) }) });
  const json = (await response.json()) as T;
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(json)}`);
  return json;
}

async function fund(userId: string, amount: string): Promise<void> {
  await wallet('', { body: { userId } });
  await wallet(`/${userId}/credits`, { key: `funds-${userId}`, body: { amount, from: 'grants' } });
}

const balance = async (userId: string) => (await wallet<{ balance: string }>(`/${userId}`)).balance;

const spent = async () => (await database.pool.query<{ balance: string }>(`select balance::text from account where account = 'house:USD:spend'`)).rows[0]?.balance ?? '0';

test('the example takes the money once, and prints what it promises [CON-2]', async () => {
  await fund('alice', '1000');
  const result = await runExample('integration/spend.ts', { SORA_URL: east.url, SORA_SERVICE_KEY: serviceKey });
  expect(result).toEqual({ code: 0, stdout: await readFile(examplePath('integration/expected-spend.txt'), 'utf8'), stderr: '' });
  expect(await balance('alice')).toBe('500');
});

test('the express backend takes a paid order once, and says why it does not take another [CON-2]', async () => {
  await fund('erin', '400');
  const backend = spawn(process.execPath, ['--conditions=@sora/source', examplePath('express-wallet/server.ts')], { env: { PATH: process.env['PATH'], SORA_URL: west.url, SORA_SERVICE_KEY: serviceKey, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => { backend.kill(); });
  const [printed] = (await once(backend.stdout, 'data')) as [Buffer];
  const [url = ''] = /http:\S+/.exec(String(printed)) ?? [];
  const unlock = async (pictureId: string) => {
    const response = await fetch(`${url}/pictures/${pictureId}/unlock`, { method: 'POST', headers: { 'x-user-id': 'erin' } });
    return { status: response.status, ...((await response.json()) as object) };
  };
  expect(await unlock('sunset')).toEqual({ status: 200, unlocked: 'sunset', paid: 'posted', balanceMinor: '150' });
  expect(await unlock('sunset')).toEqual({ status: 200, unlocked: 'sunset', paid: 'replayed', balanceMinor: '150' });
  expect(await unlock('moonrise')).toMatchObject({ status: 402, code: 'SORA_INSUFFICIENT_FUNDS' });
});

test('a hundred spends of one operation, at once and over two servers, move the money once [CON-2]', async () => {
  await fund('bob', '1000');
  const before = BigInt(await spent());
  const [inEast, inWest] = [backend(east.url), backend(west.url)];
  const results = await Promise.all(Array.from({ length: 100 }, (_, n) => (n % 2 === 0 ? inEast : inWest).preventDoubleSpend('bob', 300, 'order-1')));
  expect(results.filter((result) => result.kind === 'posted')).toHaveLength(1);
  expect(new Set(results.map((result) => result.transfer.receipt.seal)).size).toBe(1);
  expect([await balance('bob'), BigInt(await spent()) - before]).toEqual(['700', 300n]);
  expect(await wallet<{ postings: readonly object[] }>('/bob/history')).toMatchObject({ postings: [{ change: '-300', balanceAfter: '700', key: 'order-1' }, { change: '1000' }] });
});

test('of a hundred different operations over two servers, as many go through as there is money for [CON-2]', async () => {
  await fund('carol', '1000');
  const [inEast, inWest] = [backend(east.url), backend(west.url)];
  const results = await Promise.allSettled(Array.from({ length: 100 }, (_, n) => (n % 2 === 0 ? inEast : inWest).preventDoubleSpend('carol', 30n, `order-${n}`)));
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { problem: string }).problem] : []));
  expect([results.length - refused.length, new Set(refused), await balance('carol')]).toEqual([33, new Set(['insufficient-funds']), '10']);
});

test('an answer that was lost on the way is asked for again, and the money has moved once [CON-2]', async () => {
  await fund('dora', '1000');
  await using proxy = await answerLosingProxy({ host: '127.0.0.1', port: Number(new URL(east.url).port) });
  proxy.loseAnswerTo('/v1/wallets/dora/spend');
  await expect(backend(`http://127.0.0.1:${proxy.port}`).preventDoubleSpend('dora', 1000, 'order-1')).resolves.toMatchObject({ kind: 'replayed', transfer: { balanceAfterMinor: 0n } });
  expect([proxy.lost, await balance('dora')]).toEqual([1, '0']);
});

test('a server that dies in the middle leaves nobody in doubt for longer than it is away [CON-2]', async () => {
  await fund('emil', '100000');
  const sora = backend(west.url);
  let answered = 0;
  const spends = Array.from({ length: 300 }, async (_, n) => {
    const { transfer } = await sora.preventDoubleSpend('emil', 10, `order-${n}`);
    answered += 1;
    return transfer.receipt.seal;
  });
  await Promise.race(spends);
  await west.end('SIGKILL');
  const answeredBefore = answered;
  west = await folder.start({ DATABASE_URL: database.url, SORA_REGION: 'west', SORA_PORT: new URL(west.url).port });
  expect(new Set(await Promise.all(spends)).size).toBe(300);
  expect(answeredBefore).toBeLessThan(300);
  expect(await balance('emil')).toBe('97000');
});

test('inside a server the same operation is the same operation [CON-2]', async () => {
  await fund('finn', '1000');
  await backend(east.url).preventDoubleSpend('finn', 400, 'order-1');
  const inside = await createSora(readSettings({ SORA_PORT: '0', SORA_DATA_DIR: folder.path, DATABASE_URL: database.url, SORA_LOG_LEVEL: 'silent' }));
  try {
    await expect(preventDoubleSpend('finn', 400, 'order-1')).resolves.toMatchObject({ kind: 'replayed', transfer: { balanceAfterMinor: 600n } });
    await expect(preventDoubleSpend('finn', 401, 'order-1')).rejects.toMatchObject({ problem: 'key-reused' });
  } finally {
    await inside.stop();
  }
  expect(await balance('finn')).toBe('600');
});
