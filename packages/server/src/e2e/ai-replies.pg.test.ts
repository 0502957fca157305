import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectProblem } from '../http/testing/expect-problem.ts';
import { type ChatServers, startChatServers } from './testing/chat-servers.ts';

let servers: ChatServers;
beforeAll(async () => { servers = await startChatServers(); });
afterAll(() => servers[Symbol.asyncDispose]());

const soon = { timeout: 20_000, interval: 10 };
const reply = (installSeq: number) => ({ userId: 'helper', install: 'backend', installSeq });

/** A room of olga with the helper in it. */
async function openRoom(chat: string): Promise<void> {
  await servers.call(servers.key, '/v1/chats', { body: { id: chat, kind: 'room', userId: 'olga' } });
  for (const userId of ['helper', 'alice']) await servers.call(servers.key, `/v1/chats/${chat}/join`, { body: { userId } });
}

const backend = (path: string, body: object, at: 0 | 1 = 0) => servers.call(servers.key, path, { body, at });
const keep = (chat: string, installSeq: number, outputTokens: number, at: 0 | 1 = 0) =>
  backend(`/v1/chats/${chat}/ai-replies`, { ...reply(installSeq), text: 'Well, here you are.', ai: { model: 'm', inputTokens: 0, outputTokens, cost: '1', askedBy: 'alice' } }, at);

describe('an AI reply, with two servers', () => {
  test('is seen while it is written by those who follow the chat on either server, never stored in pieces, and comes whole as an entry [CON-7]', async () => {
    await openRoom('live');
    const clients = [await servers.client('alice', 0), await servers.client('olga', 1)];
    for (const client of clients) {
      client.say({ type: 'subscribe', chat: 'live', from: 1 });
      await client.next('subscribed');
    }
    const show = (offset: number, text: string) => backend('/v1/chats/live/ai-replies/partial', { ...reply(1), offset, text });
    for (const [offset, text] of [[0, 'Well, '], [6, 'here '], [11, 'you are.']] as const) expect((await show(offset, text)).json()).toEqual({ isShown: true });
    for (const client of clients) {
      await expect.poll(() => client.frames.filter(({ type }) => type === 'partial').map(({ text }) => text).join(''), soon).toBe('Well, here you are.');
      expect(client.frames.find(({ type }) => type === 'partial')).toEqual({ type: 'partial', chat: 'live', userId: 'helper', reply: 'backend:1', offset: 0, text: 'Well, ' });
    }
    expect((await servers.database.pool.query(`select from entry where chat = 'live'`)).rowCount).toBe(0);
    expect((await keep('live', 1, 9)).json()).toMatchObject({ kind: 'written', message: { text: 'Well, here you are.' } });
    for (const client of clients) await expect.poll(() => client.seqs('live'), soon).toEqual([1]);
    expect((await show(19, ' Late.')).json()).toEqual({ isShown: false });
    expectProblem(await backend('/v1/chats/live/ai-replies/partial', { ...reply(2), userId: 'stranger', offset: 0, text: 'x' }), 'not-a-member');
    expectProblem(await backend('/v1/chats/nowhere/ai-replies/partial', { ...reply(2), offset: 0, text: 'x' }), 'unknown-chat');
    expectProblem(await servers.call(await servers.user('alice'), '/v1/chats/live/ai-replies/partial', { body: { ...reply(2), offset: 0, text: 'x' } }), 'forbidden');
    for (const { ws } of clients) ws.terminate();
  });

  test('is refused before the work, politely, once the budget is spent; fifty who ask both servers at once get no more than it holds', async () => {
    await openRoom('budget');
    expect((await servers.call(servers.admin, '/v1/ai-budgets', { body: { userId: 'alice', budget: { tokens: 1_000 } } })).json()).toEqual({});
    await servers.call(servers.admin, '/v1/ai-budgets', { body: { chatId: 'budget', budget: { tokens: 1_000 } } });
    // Of the day so far, from the test before.
    const before = (await servers.call(servers.key, '/v1/ai-budgets')).json<{ readonly budgets: readonly { readonly userId?: string; readonly used: { readonly tokens: number } }[] }>().budgets.find(({ userId }) => userId === 'alice')?.used.tokens ?? 0;
    const ask = (installSeq: number) => backend('/v1/chats/budget/ai-replies/ask', { ...reply(installSeq), askedBy: 'alice', maxTokens: 90 }, installSeq % 2 === 0 ? 0 : 1);
    const asked = await Promise.all(Array.from({ length: 50 }, async (_, n) => [n + 1, await ask(n + 1)] as const));
    const granted = asked.filter(([, { statusCode }]) => statusCode === 200).map(([installSeq]) => installSeq);
    expect(granted).toHaveLength(Math.floor((1_000 - before) / 90));
    for (const [installSeq, answer] of asked) if (!granted.includes(installSeq)) expect(expectProblem(answer, 'budget-spent').detail).toMatch(/ for today are .*They are back at 00:00 UTC\.$/);
    // Each sent twice, to both servers: what was granted is kept, counted once, and never past the budget.
    for (const kinds of await Promise.all(granted.map((installSeq) => Promise.all([keep('budget', installSeq, 90, 0), keep('budget', installSeq, 90, 1)])))) expect(kinds.map((answer) => answer.json<{ readonly kind: string }>().kind).toSorted()).toEqual(['replayed', 'written']);
    const { budgets } = (await servers.call(servers.key, '/v1/ai-budgets')).json<{ readonly budgets: readonly object[] }>();
    expect(budgets).toMatchObject([{ chatId: 'budget', used: { tokens: granted.length * 90 }, held: { tokens: 0 } }, { userId: 'alice', used: { tokens: before + granted.length * 90 }, held: { tokens: 0 } }]);
  });
});

test('who is banned on one server hears nothing more on the other, at once, and cannot come back', async () => {
  await openRoom('quiet');
  const alice = await servers.client('alice', 1);
  alice.say({ type: 'subscribe', chat: 'quiet', from: 1 });
  await alice.next('subscribed');
  expect((await servers.call(await servers.user('olga'), '/v1/chats/quiet/members/alice/ban', { body: { forMs: 600_000 } })).json()).toMatchObject({ userId: 'alice', bannedBy: 'olga' });
  expect(await alice.next('unsubscribed')).toMatchObject({ chat: 'quiet', code: 'not-a-member' });
  expectProblem(await servers.call(await servers.user('alice'), '/v1/chats/quiet/join', { body: {}, at: 1 }), 'banned');
  expect(alice.seqs('quiet')).toEqual([]);
  alice.ws.terminate();
});
