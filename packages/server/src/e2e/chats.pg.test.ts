import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DataFolder, freshDataFolder, type ServerProcess } from '../testing/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { operatorOf } from './testing/operator.ts';

interface Sent {
  readonly kind: string;
  readonly receipt: { readonly seq: number; readonly digest: string };
}

let database: TestDatabase;
let folder: DataFolder;
let servers: readonly ServerProcess[];
let serviceKey: string;

beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), freshDataFolder()]);
  const east = await folder.start({ DATABASE_URL: database.url, SORA_REGION: 'east' });
  servers = [east, await folder.start({ DATABASE_URL: database.url, SORA_REGION: 'west' })];
  const operator = operatorOf(east.url, await folder.adminToken());
  serviceKey = await operator.createToken({ name: 'backend', kind: 'service', scopes: ['chats:read', 'chats:write', 'wallets:read', 'wallets:write', 'wallets:credit'] });
});
afterAll(async () => {
  await folder.clear();
  await database.close();
});

/** What one of the two servers answers, in turn. */
let turn = 0;
async function ask<T>(path: string, body?: object, key?: string): Promise<T> {
  const headers = { authorization: `Bearer ${serviceKey}`, ...(key === undefined ? {} : { 'idempotency-key': key }) };
  const response = await fetch(new URL(path, servers[(turn += 1) % 2]?.url), { headers, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) });
  const json = (await response.json()) as T;
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(json)}`);
  return json;
}

const balance = async (userId: string) => (await ask<{ readonly balance: string }>(`/v1/wallets/${userId}`)).balance;

describe('chats on two servers', () => {
  test('number messages without a gap, pay for them once, refund them once, and forget what was said [CON-7]', async () => {
    await ask('/v1/wallets', { userId: 'alice' });
    await ask('/v1/wallets/alice/credits', { amount: '1000', from: 'grants' }, 'funds');
    await ask('/v1/chats', { id: 'c', kind: 'room', userId: 'olga' });
    await ask('/v1/chats/c/join', { userId: 'alice' });
    await ask('/v1/prices', { chatId: 'c', price: { amount: '30', fee: '5' } });
    const send = (installSeq: number) => ask<Sent>('/v1/chats/c/messages', { userId: 'alice', install: 'phone', installSeq, text: `Hello ${installSeq}`, price: { amount: '30' } });
    const twice = await Promise.all(Array.from({ length: 20 }, (_, n) => send((n % 10) + 1)));
    expect(twice.filter(({ kind }) => kind === 'written')).toHaveLength(10);
    expect(new Set(twice.map(({ receipt }) => receipt.seq))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    expect([await balance('alice'), await balance('olga')]).toEqual(['700', '250']);
    const digest = await ask<{ readonly digest: string }>('/v1/chats/c/digest');
    for (const kind of ['posted', 'replayed']) expect(await ask('/v1/chats/c/messages/4/refund', {})).toMatchObject({ kind });
    expect([await balance('alice'), await balance('olga')]).toEqual(['730', '225']);
    expect(await ask('/v1/users/alice/erase', {})).toEqual({ texts: 10, documents: 0, memos: 0, isComplete: true });
    expect(await ask('/v1/chats/c/digest')).toEqual(digest);
    const bundle = await ask<{ readonly messages: readonly object[]; readonly wallets: readonly { readonly balance: string; readonly history: readonly object[] }[] }>('/v1/users/alice/export');
    expect([bundle.messages.length, bundle.messages.some((message) => 'text' in message)]).toEqual([10, false]);
    expect(bundle.wallets.map((wallet) => [wallet.balance, wallet.history.length])).toEqual([['730', 12]]);
  });

  test('answer a burst of a thousand joins', async () => {
    await ask('/v1/chats', { id: 'r', kind: 'room', userId: 'olga' });
    const joined = await Promise.all(Array.from({ length: 1_000 }, (_, n) => ask<{ readonly role: string }>('/v1/chats/r/join', { userId: `viewer-${n}` })));
    expect(joined).toHaveLength(1_000);
    const { rows } = await database.pool.query<{ readonly members: number }>(`select count(*)::int as members from chat_member where chat = 'r'`);
    expect(rows).toEqual([{ members: 1_001 }]);
  });
});
