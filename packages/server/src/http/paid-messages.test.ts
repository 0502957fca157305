import { type ChatStore, SoraError } from '@sora/core';
import { describe, expect, test } from 'vitest';
import { type ChatApp, createChatApp, type Sent } from './testing/chat-app.ts';
import { expectProblem } from './testing/expect-problem.ts';
import type { TestAppOptions } from './testing/test-app.ts';
import { balanceOf } from './testing/wallet-app.ts';

const price = { amount: '30', unit: 'USD' };

/** A message to olga's chat costs 30, and 5 of them go to the house; alice has 100. */
async function withPrice(options: TestAppOptions = {}) {
  const server = await createChatApp(options);
  await server.fund('alice', 100n);
  expect((await server.post('/v1/prices', { chatId: 'c', price: { amount: '30', fee: '5' } })).json()).toEqual({});
  return server;
}

async function balances(server: ChatApp): Promise<readonly unknown[]> {
  return Promise.all(['user:USD:alice', 'user:USD:olga', 'house:USD:fees'].map((account) => balanceOf(server, account)));
}

describe('a paid message', () => {
  test('is written with its payment: from its sender to the creator, and the fee from there to the house [CON-7]', async () => {
    const server = await withPrice();
    const sent = (await server.say('alice', 1, { price })).json<Sent>();
    expect(sent).toMatchObject({ kind: 'written', receipt: { seq: 1 }, message: { paymentKey: 'sora:message:c:phone:1' } });
    expect([await balances(server), await server.total()]).toEqual([[70n, 25n, 5n], 0n]);
    for (const again of await Promise.all(Array.from({ length: 20 }, () => server.say('alice', 1, { price })))) expect(again.json()).toEqual({ ...sent, kind: 'replayed' });
    expect([await balances(server), (await server.log()).length]).toEqual([[70n, 25n, 5n], 1]);
  });

  test.each([['no price', undefined, '30'], ['a lower price', { amount: '29' }, '30'], ['another unit', { amount: '30', unit: 'COIN' }, '30'], ['nothing', { amount: '0' }, '30']])('that was sent with %s is refused with the price of now, and sending that one works', async (_, expected, amount) => {
    const server = await withPrice({ environment: { SORA_MONEY_UNITS: 'USD:2,COIN:0' } });
    const refused = expectProblem(await server.say('alice', 1, expected && { price: expected }), 'price-changed');
    expect(refused.price).toEqual({ amount, unit: 'USD' });
    expect([await balanceOf(server, 'user:USD:alice'), await server.log()]).toEqual([100n, []]);
    expect((await server.say('alice', 1, { price: refused.price })).json()).toMatchObject({ kind: 'written' });
  });

  test('in a chat that is free by now costs nothing, and the price of nothing is agreed', async () => {
    const server = await withPrice();
    await server.post('/v1/prices', { chatId: 'c', price: null });
    const refused = expectProblem(await server.say('alice', 1, { price }), 'price-changed');
    expect(refused.price).toEqual({ amount: '0', unit: 'USD' });
    expect((await server.say('alice', 1, { price: refused.price })).json()).toMatchObject({ kind: 'written' });
    expect(await balanceOf(server, 'user:USD:alice')).toBe(100n);
  });

  test('that was paid is answered with its receipt, whatever the price has become', async () => {
    const server = await withPrice();
    const sent = (await server.say('alice', 1, { price })).json<Sent>();
    for (const now of [{ amount: '99' }, null]) {
      await server.post('/v1/prices', { chatId: 'c', price: now });
      expect((await server.say('alice', 1, { price })).json()).toEqual({ ...sent, kind: 'replayed' });
    }
    expect(await balances(server)).toEqual([70n, 25n, 5n]);
  });

  test('is not written without the money, and a repeat is told the same', async () => {
    const server = await withPrice();
    await server.ledger.open('main', { kind: 'user', unit: 'USD', owner: 'bob' });
    expectProblem(await server.say('bob', 1, { price }), 'insufficient-funds');
    await server.fund('bob', 100n);
    const again = await server.say('bob', 1, { price });
    expectProblem(again, 'insufficient-funds');
    expect([again.headers['idempotent-replayed'], await server.log()]).toEqual(['true', []]);
    expect((await server.say('bob', 2, { price })).json()).toMatchObject({ kind: 'written' });
  });

  test('is free for the creator, who would pay themself', async () => {
    const server = await withPrice();
    expect((await server.userGet('olga', '/v1/chats/c/price')).json()).toEqual({ amount: '0', unit: 'USD' });
    expect((await server.userGet('alice', '/v1/chats/c/price')).json()).toEqual(price);
    expect((await server.say('olga', 1)).json()).toMatchObject({ kind: 'written' });
  });

  test('pays the house where a chat has no owner', async () => {
    const server = await withPrice();
    await server.userPost('olga', '/v1/chats/c/leave');
    await server.say('alice', 1, { price });
    expect([await balanceOf(server, 'house:USD:spend'), await balanceOf(server, 'house:USD:fees')]).toEqual([25n, 5n]);
  });

  test('whose outcome is not known can be sent again', async () => {
    const unsure = (chats: ChatStore): ChatStore => ({ ...chats, sendPaid: () => Promise.reject(new SoraError('outcome-unknown', { retryAfterMs: 500 })) });
    const server = await withPrice({ beforeChats: unsure });
    expect(expectProblem(await server.say('alice', 1, { price }), 'outcome-unknown')).toMatchObject({ retryable: true, retryAfterMs: 500 });
  });
});

describe('a refund', () => {
  test('gives everything back once, the fee included, and the message stays', async () => {
    const server = await withPrice();
    await server.say('alice', 1, { price });
    const refund = () => server.post('/v1/chats/c/messages/1/refund');
    const first = (await refund()).json<{ readonly transfers: readonly unknown[] }>();
    expect(first).toMatchObject({ kind: 'posted', transfers: [{ from: { kind: 'house', id: 'fees' }, amount: '5' }, { from: { id: 'olga' }, to: { id: 'alice' }, amount: '30' }] });
    const again = await refund();
    expect([again.json(), again.headers['idempotent-replayed']]).toEqual([{ ...first, kind: 'replayed' }, 'true']);
    expect([await balances(server), await server.total(), (await server.log()).length]).toEqual([[100n, 0n, 0n], 0n, 1]);
  });

  test('is the one of this sender, though another’s message has a key of the same name, and without a fee is one transfer', async () => {
    const server = await withPrice();
    await server.fund('bob', 100n);
    await server.post('/v1/prices', { chatId: 'c', price: { amount: '30' } });
    for (const user of ['bob', 'alice']) await server.say(user, 1, { price });
    expect((await server.post('/v1/chats/c/messages/2/refund')).json()).toMatchObject({ transfers: [{ to: { id: 'alice' }, amount: '30' }] });
    expect([await balanceOf(server, 'user:USD:alice'), await balanceOf(server, 'user:USD:bob')]).toEqual([100n, 70n]);
  });

  test('that the creator could not pay can be asked for again, under new keys, and happens once however many ask', async () => {
    const server = await withPrice();
    await server.say('alice', 1, { price });
    const move = (key: string, payer: string, payee: string) => server.ledger.submit({ tenant: 'main', operations: [{ kind: 'transfer', key, payer, payee, amountMinor: 25n }] });
    await move('spent', 'user:USD:olga', 'house:USD:fees');
    const refund = () => server.post('/v1/chats/c/messages/1/refund');
    for (let times = 0; times < 3; times++) expectProblem(await refund(), 'insufficient-funds');
    expect(await balances(server)).toEqual([70n, 0n, 30n]);
    await move('earned', 'house:USD:fees', 'user:USD:olga');
    const answers = await Promise.all(Array.from({ length: 10 }, refund));
    expect(answers.map((answer) => answer.json<{ readonly kind: string }>().kind).toSorted()).toEqual(['posted', ...Array.from({ length: 9 }, () => 'replayed')]);
    expect([(await refund()).json<{ readonly kind: string }>().kind, await balances(server), await server.total()]).toEqual(['replayed', [100n, 0n, 0n], 0n]);
  });

  test('of what was free, and of what is not there, is refused', async () => {
    const server = await createChatApp();
    await server.say('alice', 1);
    expect(expectProblem(await server.post('/v1/chats/c/messages/1/refund'), 'invalid-operation').detail).toBe('Message 1 was not paid for.');
    for (const path of ['c/messages/2', 'nowhere/messages/1']) expectProblem(await server.post(`/v1/chats/${path}/refund`), 'unknown-message');
  });
});

describe('prices', () => {
  test('are listed as they were set, the narrowest scope first, page by page', async () => {
    const { post, get } = await createChatApp();
    await post('/v1/prices', { price: { amount: '1' } });
    await post('/v1/prices', { creatorId: 'olga', price: { amount: '2', fee: '1' } });
    await post('/v1/prices', { chatId: 'c', price: { amount: '3' } });
    const first = await get<{ readonly nextAfter: string }>('/v1/prices?limit=2');
    expect(first).toEqual({ prices: [{ chatId: 'c', action: 'message', price: { amount: '3', fee: '0', unit: 'USD' } }, { creatorId: 'olga', action: 'message', price: { amount: '2', fee: '1', unit: 'USD' } }], nextAfter: 'creator:message:olga' });
    expect(await get(`/v1/prices?limit=2&after=${first.nextAfter}`)).toEqual({ prices: [{ action: 'message', price: { amount: '1', fee: '0', unit: 'USD' } }] });
  });

  test.for([
    [{ price: { amount: '-1' } }, 'price.amount'], [{ price: { amount: 5 } }, 'price.amount'], [{ price: { amount: '9223372036854775808' } }, 'price.amount'], [{ price: { amount: '5', unit: 'GOLD' } }, 'price.unit'], [{ price: { amount: '5', fee: '6' } }, 'price.fee'],
    [{ chatId: '../c', price: null }, 'chatId'], [{ chatId: 'c', creatorId: 'olga', price: null }, 'creatorId'], [{ action: 'gift', price: { amount: '1' } }, 'action'], [{}, 'price'],
  ] as const)('%j is refused', async ([body, path]) => {
    const { post } = await createChatApp();
    expect(expectProblem(await post('/v1/prices', body), 'bad-request').errors?.map((error) => error.path)).toEqual([path]);
  });

  test('a cursor that is none is refused', async () => {
    const { key, call } = await createChatApp();
    expect(expectProblem(await call(key, 'GET', '/v1/prices?after=elsewhere'), 'bad-request').errors).toMatchObject([{ path: 'after' }]);
  });
});
