import { describe, expect, test } from 'vitest';
import { createChatApp } from './testing/chat-app.ts';
import { expectProblem } from './testing/expect-problem.ts';

async function withHelper() {
  const server = await createChatApp({ environment: { SORA_MONEY_UNITS: 'USD:2,COIN:0' } });
  const { post, chats } = server;
  await chats.admit('main', 'c', { userId: 'helper', role: 'member' });
  const identity = (installSeq: number) => ({ userId: 'helper', install: 'backend', installSeq });
  return {
    ...server,
    ask: (installSeq: number, maxTokens: number, more: object = {}) => post('/v1/chats/c/ai-replies/ask', { ...identity(installSeq), askedBy: 'alice', maxTokens, ...more }),
    keep: (installSeq: number, outputTokens: number, more: object = {}) => post('/v1/chats/c/ai-replies', { ...identity(installSeq), text: 'Here you are.', ai: { model: 'm', inputTokens: 0, outputTokens, cost: '2', askedBy: 'alice', ...more } }),
    show: (installSeq: number, more: object = {}) => post('/v1/chats/c/ai-replies/partial', { ...identity(installSeq), offset: 0, text: 'Here', ...more }),
    operator: (await server.token({ kind: 'operator', role: 'operator' })).token,
  };
}

describe('a budget of AI replies', () => {
  test('is asked before the work, refused with words for the user and a time to come back, and full again the next day', async () => {
    const { call, operator, ask, keep, clock } = await withHelper();
    expect((await call(operator, 'POST', '/v1/ai-budgets', { body: { userId: 'alice', budget: { tokens: 1_000 } } })).json()).toEqual({});
    expect((await ask(1, 1_000)).json()).toEqual({ kind: 'granted', untilMs: clock.nowMs() + 600_000 });
    expect((await keep(1, 1_200)).json()).toMatchObject({ kind: 'written', message: { ai: { askedBy: 'alice' } } });
    const refused = await ask(2, 10);
    const untilMidnightMs = 86_400_000 - (clock.nowMs() % 86_400_000);
    expect(expectProblem(refused, 'budget-spent')).toMatchObject({ status: 429, retryable: false, detail: 'Your AI replies for today are used up. They are back at 00:00 UTC.', retryAfterMs: untilMidnightMs });
    expect(refused.headers['retry-after']).toBe(`${Math.ceil(untilMidnightMs / 1_000)}`);
    expect((await ask(2, 10, { askedBy: 'bob' })).json()).toMatchObject({ kind: 'granted' });
    clock.advance(untilMidnightMs);
    expect((await ask(2, 10)).json()).toMatchObject({ kind: 'granted' });
  });

  test('never costs a reply that was generated: it is kept, counted over, and counted once however often it is sent', async () => {
    const { post, keep, get } = await withHelper();
    await post('/v1/ai-budgets', { budget: { tokens: 5, cost: { amount: '1' } } });
    for (const kind of ['written', 'replayed', 'replayed']) expect((await keep(1, 50)).json()).toMatchObject({ kind });
    expect(await get('/v1/ai-budgets')).toEqual({ budgets: [{ budget: { tokens: 5, cost: { amount: '1', unit: 'USD' } }, used: { tokens: 50, cost: '2' }, held: { tokens: 0, cost: '0' } }], resetsAtMs: expect.any(Number) });
  });

  test('holds what is granted, gives it back when it is asked for nothing, and knows a reply that is kept', async () => {
    const { post, ask, keep, get } = await withHelper();
    await post('/v1/ai-budgets', { chatId: 'c', budget: { tokens: 100 } });
    await ask(1, 60);
    expectProblem(await ask(2, 50), 'budget-spent');
    expect(await get('/v1/ai-budgets')).toMatchObject({ budgets: [{ chatId: 'c', held: { tokens: 60 } }] });
    expect((await ask(1, 0)).json()).toEqual({ kind: 'released' });
    expect((await ask(2, 50)).json()).toMatchObject({ kind: 'granted' });
    await keep(2, 30);
    expect((await ask(2, 50)).json()).toEqual({ kind: 'kept' });
  });

  test('is of a chat, a user or all, listed page by page, and taken away', async () => {
    const { post, get, call, operator } = await withHelper();
    for (const scope of [{ chatId: 'c' }, { userId: 'alice' }, {}]) await post('/v1/ai-budgets', { ...scope, budget: { cost: { amount: '5', unit: 'COIN' } } });
    const first = await get<{ readonly nextAfter: string; readonly budgets: readonly object[] }>('/v1/ai-budgets?limit=2');
    expect(first).toMatchObject({ budgets: [{ chatId: 'c' }, {}], nextAfter: 'tenant:' });
    expect((await call(operator, 'GET', `/v1/ai-budgets?limit=2&after=${first.nextAfter}`)).json()).toMatchObject({ budgets: [{ userId: 'alice', budget: { cost: { amount: '5', unit: 'COIN' } } }] });
    await post('/v1/ai-budgets', { chatId: 'c', budget: null });
    expect((await get<{ readonly budgets: readonly object[] }>('/v1/ai-budgets')).budgets).toHaveLength(2);
  });

  test.for<[object, string]>([
    [{ budget: {} }, 'budget.tokens'], [{ budget: { tokens: -1 } }, 'budget.tokens'], [{ budget: { cost: { amount: '5', unit: 'EUR' } } }, 'budget.cost.unit'], [{ budget: { cost: { amount: '-5' } } }, 'budget.cost.amount'],
    [{ chatId: '../c', budget: null }, 'chatId'], [{ chatId: 'c', userId: 'alice', budget: null }, 'userId'], [{}, 'budget'],
  ])('cannot be %j', async ([body, path]) => {
    const { post, get } = await withHelper();
    expect(expectProblem(await post('/v1/ai-budgets', body), 'bad-request').errors).toMatchObject([{ path }]);
    expect(await get('/v1/ai-budgets')).toMatchObject({ budgets: [] });
  });

  test('of another tenant is another one, and of a chat that is not there nothing is asked', async () => {
    const { post, ask, call, token } = await withHelper();
    const { token: theirs } = await token({ kind: 'service', scopes: ['chats:read', 'chats:write'] }, { tenant: 'other' });
    await call(theirs, 'POST', '/v1/ai-budgets', { body: { budget: { tokens: 0 } } });
    expect((await ask(1, 10)).json()).toMatchObject({ kind: 'granted' });
    expectProblem(await post('/v1/chats/nowhere/ai-replies/ask', { userId: 'helper', install: 'b', installSeq: 1, maxTokens: 1 }), 'unknown-chat');
    expectProblem(await call(theirs, 'POST', '/v1/chats/c/ai-replies/ask', { body: { userId: 'helper', install: 'b', installSeq: 1, maxTokens: 1 } }), 'unknown-chat');
  });
});

describe('a piece of a reply', () => {
  test('is shown under the identity of the reply, stored nowhere, and dropped once the reply is kept', async () => {
    const { show, keep, pieces, log } = await withHelper();
    expect((await show(1)).json()).toEqual({ isShown: true });
    expect(pieces).toEqual([{ tenant: 'main', chat: 'c', userId: 'helper', reply: 'backend:1', offset: 0, text: 'Here' }]);
    expect(await log()).toEqual([]);
    await keep(1, 5);
    expect((await show(1, { offset: 4, text: ' you are.' })).json()).toEqual({ isShown: false });
    expect([pieces.length, (await log()).length]).toEqual([1, 1]);
  });

  test('may cut a character in two, as streams of tokens do', async () => {
    const { show, pieces } = await withHelper();
    for (const [offset, text] of ['Hi \ud83d', '\ude00'].entries()) expect((await show(1, { offset, text })).statusCode).toBe(200);
    expect(pieces.map(({ text }) => text).join('')).toBe('Hi 😀');
  });

  test('of somebody who is not in the chat, or of no chat, is refused', async () => {
    const { show, post, pieces } = await withHelper();
    expectProblem(await show(1, { userId: 'stranger' }), 'not-a-member');
    expectProblem(await post('/v1/chats/nowhere/ai-replies/partial', { userId: 'helper', install: 'b', installSeq: 1, offset: 0, text: 'x' }), 'unknown-chat');
    expect(pieces).toEqual([]);
  });

  test.for<[string, object, string]>([['too long', { text: 'x'.repeat(4_001) }, 'text'], ['empty', { text: '' }, 'text'], ['with an escape', { text: '\u001b[31m' }, 'text'], ['that turns the writing', { text: 'a\u202eb' }, 'text'], ['at a place before the beginning', { offset: -1 }, 'offset'], ['at half a place', { offset: 0.5 }, 'offset'], ['without a place', { offset: undefined }, 'offset']])('%s is refused', async ([, more, path]) => {
    const { show, pieces } = await withHelper();
    expect(expectProblem(await show(1, more), 'bad-request').errors).toMatchObject([{ path }]);
    expect(pieces).toEqual([]);
  });
});
