import { type ChatStore, SoraError, stampOf } from '@sora/core';
import { describe, expect, test } from 'vitest';
import { createChatApp } from './testing/chat-app.ts';
import { expectProblem } from './testing/expect-problem.ts';

interface Bundle {
  readonly chats: readonly { readonly chatId: string }[];
  readonly messages: readonly { readonly chatId: string; readonly text?: string }[];
  readonly wallets: readonly { readonly unit: string; readonly history: readonly { readonly memo?: string; readonly posting: number }[] }[];
}

/** Alice has written in two chats, one of which she has left, and has paid bob with a note. */
async function withHistory() {
  const server = await createChatApp({ environment: { SORA_MONEY_UNITS: 'USD:2,COIN:0' } });
  const { chats, say, fund, call, key, ledger } = server;
  await chats.create({ tenant: 'main', id: 'd', kind: 'group', owner: 'alice' });
  await chats.send({ tenant: 'main', chat: 'd', userId: 'alice', install: 'phone', installSeq: 500, kind: 'message', content: { text: 'Bye', salt: '0'.repeat(32) } });
  await chats.remove('main', 'd', 'alice');
  for (let n = 1; n <= 450; n++) await say('alice', n);
  await say('bob', 1);
  await fund('alice', 1_000n);
  await ledger.open('main', { kind: 'user', unit: 'USD', owner: 'bob' });
  for (let n = 0; n < 250; n++) await call(key, 'POST', '/v1/wallets/alice/transfers', { body: { to: 'bob', amount: '1', ...(n === 0 && { memo: 'a note' }) }, key: `gift-${n}` });
  return server;
}

describe('the export of a user', () => {
  test('has their chats, all they wrote, also where they left, and their wallets with the whole history', async () => {
    const { userGet } = await withHistory();
    const answer = await userGet('alice', '/v1/users/alice/export');
    expect(answer.headers['content-type']).toBe('application/json');
    const bundle = answer.json<Bundle>();
    expect(bundle).toMatchObject({ userId: 'alice', exportedAtMs: expect.any(Number), chats: [{ chatId: 'c', role: 'member' }] });
    expect(bundle.messages.map(({ chatId, text }) => `${chatId} ${text}`)).toEqual([...Array.from({ length: 450 }, (_, n) => `c Hello ${n + 1}`), 'd Bye']);
    expect(bundle.wallets.map(({ unit, history }) => [unit, history.length, history.at(-2)?.memo])).toEqual([['USD', 251, 'a note']]);
    expect(bundle.wallets[0]?.history.map(({ posting }) => posting)).toEqual(Array.from({ length: 251 }, (_, n) => 251 - n));
  });

  test('of somebody who left no trace is whole and empty', async () => {
    const { get } = await createChatApp();
    expect(await get('/v1/users/nobody/export')).toEqual({ userId: 'nobody', exportedAtMs: expect.any(Number), chats: [], messages: [], wallets: [] });
  });

  test('says so when the database is away, and is cut off when it goes away on the way', async () => {
    const away = () => Promise.reject(new SoraError('database-unavailable', { retryAfterMs: 1_000 }));
    const { key, call } = await createChatApp({ beforeChats: (chats: ChatStore): ChatStore => ({ ...chats, chatsOf: away }) });
    expectProblem(await call(key, 'GET', '/v1/users/alice/export'), 'database-unavailable');
    const later = await createChatApp({ beforeChats: (chats: ChatStore): ChatStore => ({ ...chats, chats: away }) });
    await expect(later.get('/v1/users/alice/export')).rejects.toThrow();
  });
});

describe('the erasure of a user', () => {
  test('removes what they wrote everywhere, notes included, and leaves every number, digest and amount', async () => {
    const { post, log, chats, events, get, total } = await withHistory();
    const before = await log();
    expect((await post('/v1/users/alice/erase')).json()).toEqual({ texts: 451, documents: 0, memos: 1, isComplete: true });
    expect(await log()).toEqual(before.map((entry) => (entry.userId === 'alice' ? { ...entry, content: undefined } : entry)));
    expect(await chats.range({ tenant: 'main', chat: 'd', fromSeq: 1, toSeq: 1, limit: 1 })).toMatchObject([{ content: undefined, contentDigest: expect.any(String) }]);
    const { entries } = await get<{ readonly entries: readonly object[] }>('/v1/chats/c/messages?limit=1');
    expect(entries[0]).toMatchObject({ seq: 1, contentDigest: before[0]?.contentDigest });
    for (const field of ['text', 'salt']) expect(entries[0]).not.toHaveProperty(field);
    expect(await total()).toBe(0n);
    expect((await get<Bundle>('/v1/users/alice/export')).wallets[0]?.history.some(({ memo }) => memo !== undefined)).toBe(false);
    expect(await events.read({ tenant: 'main', limit: 9, types: ['USER_ERASED'] })).toMatchObject([{ subject: 'alice', payload: { texts: 451, documents: 0, memos: 1, isComplete: true }, actor: { kind: 'token' } }]);
  });

  test('removes their documents', async () => {
    const { post, documents, clock } = await createChatApp();
    const profile = { tenant: 'main', collection: 'profile', id: 'alice' } as const;
    const displayName = { value: 'Alice', stamp: stampOf({ ms: clock.nowMs(), count: 0 }, 'phone') };
    await documents.write({ ...profile, install: 'phone', actor: { kind: 'user', id: 'alice' }, fields: { displayName } });
    expect((await post('/v1/users/alice/erase')).json()).toEqual({ texts: 0, documents: 1, memos: 0, isComplete: true });
    expect((await documents.read(profile)).fields).not.toHaveProperty('displayName');
  });

  test('done again finds nothing left, and a repeated message is still known', async () => {
    const { post, say } = await createChatApp();
    await say('alice', 1);
    await post('/v1/users/alice/erase');
    expect((await post('/v1/users/alice/erase')).json()).toEqual({ texts: 0, documents: 0, memos: 0, isComplete: true });
    expect((await say('alice', 1)).json()).toMatchObject({ kind: 'replayed', receipt: { seq: 1 } });
  });

  test('of more than one request may do says that there is more', async () => {
    const { post } = await createChatApp({ beforeChats: (chats: ChatStore): ChatStore => ({ ...chats, eraseContents: async (_tenant, _userId, limit) => limit }) });
    expect((await post('/v1/users/alice/erase')).json()).toEqual({ texts: 100_000, documents: 0, memos: 0, isComplete: false });
  });
});
