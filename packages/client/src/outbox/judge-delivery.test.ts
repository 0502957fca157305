import { describe, expect, test } from 'vitest';
import type { TransportAnswer } from '../ports/transport.ts';
import { deliveryRequest } from './delivery-request.ts';
import { judgeDelivery } from './judge-delivery.ts';
import type { OutboxItem, OutboxWish } from './outbox-item.ts';

const item = (wish: OutboxWish = { kind: 'message', chatId: 'c', text: 'hello' }): OutboxItem => ({ id: 'phone-7', install: 'phone', installSeq: 7, userId: 'alice/b', wish, writeClass: 'message', enqueuedAtMs: 0, state: { kind: 'sending' }, failedAttempts: 0 });
const answered = (status: number, body: unknown, retryAfterMs?: number): TransportAnswer => ({ kind: 'answered', status, body, retryAfterMs });
const receipt = { chat: 'c', seq: 3, atMs: 9, digest: 'd' };

describe('an answer to a delivery means', () => {
  test('delivered, with a receipt for this chat, be it the first or a repeat', () => {
    for (const kind of ['written', 'replayed']) {
      expect(judgeDelivery(item(), answered(200, { kind, receipt, more: 'of a newer server' }))).toEqual({ kind: 'delivered', receipt: { entry: { chatId: 'c', seq: 3, atMs: 9, digest: 'd' } } });
    }
    expect(judgeDelivery(item({ kind: 'transfer', payee: 'bob', price: { amount: '5' } }), answered(200, { transfer: { key: 'phone-7' } }))).toEqual({ kind: 'delivered', receipt: { transferKey: 'phone-7' } });
  });

  test('later, when 200 comes without that receipt: it is not our server that answers', () => {
    for (const body of [undefined, {}, { receipt: { ...receipt, chat: 'other' } }, { receipt: { ...receipt, seq: '3' } }, { transfer: { key: 'phone-7' } }]) {
      expect(judgeDelivery(item(), answered(200, body))).toEqual({ kind: 'later', cause: 'no-answer', retryAfterMs: undefined });
    }
    expect(judgeDelivery(item({ kind: 'transfer', payee: 'bob', price: { amount: '5' } }), answered(200, { transfer: { key: 'phone-8' } })).kind).toBe('later');
  });

  test.each([408, 425, 429, 500, 501, 502, 503, 504])('later for %i, as the server asks', (status) => {
    expect(judgeDelivery(item(), answered(status, { code: 'overloaded' }, 2_000))).toEqual({ kind: 'later', cause: 'server', retryAfterMs: 2_000 });
    expect(judgeDelivery(item(), answered(status, undefined, 2_000))).toEqual({ kind: 'later', cause: 'no-answer', retryAfterMs: 2_000 });
  });

  test('later for no answer, a redirect, a refusal that is not ours, and a version that is no longer spoken', () => {
    expect(judgeDelivery(item(), { kind: 'unanswered', reason: 'timeout' })).toEqual({ kind: 'later', cause: 'no-answer', retryAfterMs: undefined });
    for (const status of [0, 302, 401, 403, 404, 407, 511]) expect(judgeDelivery(item(), answered(status, { message: 'Sign in to the hotel' }))).toMatchObject({ kind: 'later', cause: 'no-answer' });
    expect(judgeDelivery(item(), answered(426, { code: 'upgrade-required' }))).toMatchObject({ kind: 'later', cause: 'server' });
  });

  test('later at the pace of the chat for slow mode, which says nothing about the network', () => {
    expect(judgeDelivery(item(), answered(429, { code: 'slow-mode' }, 30_000))).toEqual({ kind: 'later', cause: 'pace', retryAfterMs: 30_000 });
  });

  test('a new session for 401, the price for a price that has changed, and refused for good for any other 4xx', () => {
    expect(judgeDelivery(item(), answered(401, { code: 'unauthenticated' }))).toEqual({ kind: 'unauthenticated' });
    expect(judgeDelivery(item(), answered(409, { code: 'price-changed', price: { amount: '40', unit: 'USD' } }))).toEqual({ kind: 'price-changed', price: { amount: '40', unit: 'USD' } });
    expect(judgeDelivery(item(), answered(409, { code: 'price-changed' }))).toMatchObject({ kind: 'refused', code: 'price-changed' });
    for (const [status, code] of [[400, 'bad-request'], [402, 'insufficient-funds'], [403, 'not-a-member'], [404, 'unknown-chat'], [409, 'identity-reused'], [413, 'body-too-large'], [422, 'a-code-of-a-newer-server']] as const) {
      expect(judgeDelivery(item(), answered(status, { code, detail: 'why' }))).toEqual({ kind: 'refused', code, detail: 'why' });
    }
  });
});

describe('the request of an item', () => {
  const bodyOf = (wish: OutboxWish) => {
    const { path, body, headers } = deliveryRequest(item(wish), 'secret');
    return [path, body, headers];
  };
  const auth = { authorization: 'Bearer secret' };

  test('carries its identity, and is the same each time', () => {
    expect(bodyOf({ kind: 'message', chatId: 'c', text: 'hello' })).toEqual(['/v1/chats/c/messages', { install: 'phone', installSeq: 7, text: 'hello' }, auth]);
    expect(bodyOf({ kind: 'message', chatId: 'c', text: 'hello', price: { amount: '30', unit: 'USD' } })[1]).toEqual({ install: 'phone', installSeq: 7, text: 'hello', price: { amount: '30', unit: 'USD' } });
    expect(bodyOf({ kind: 'edit', chatId: 'c', target: { seq: 3 }, text: 'new' })).toEqual(['/v1/chats/c/messages/3/edit', { install: 'phone', installSeq: 7, text: 'new' }, auth]);
    expect(bodyOf({ kind: 'delete', chatId: 'c', target: { seq: 3 } })).toEqual(['/v1/chats/c/messages/3/delete', { install: 'phone', installSeq: 7 }, auth]);
    expect(bodyOf({ kind: 'transfer', payee: 'bob', price: { amount: '5' }, memo: 'tea' })).toEqual(['/v1/wallets/alice%2Fb/transfers', { to: 'bob', amount: '5', memo: 'tea' }, { ...auth, 'idempotency-key': 'phone-7' }]);
  });

  test('is about no message while the one that it changes has no number', () => {
    expect(bodyOf({ kind: 'delete', chatId: 'c', target: { itemId: 'phone-6' } })[0]).toBe('/v1/chats/c/messages/0/delete');
  });
});
