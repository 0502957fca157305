import { describe, expect, test } from 'vitest';
import { message, refused } from '../testing/contracts/chat-store-harness.ts';
import { toySha256 } from '../testing/toy-sha256.ts';
import type { ChatState } from './chat-batch.ts';
import { appendPaidSends, judgePaidSends } from './decide-paid-sends.ts';
import { decideSends } from './decide-sends.ts';
import { paymentOf } from './message-payment.ts';
import { openChat } from './open-chat.ts';
import type { PaidSend } from './send.ts';

const price = { unit: 'USD', amountMinor: 30n, feeMinor: 0n, payee: { kind: 'user' as const, owner: 'olga' }, feeAccount: 'fees' };
const paid = (fields: Parameters<typeof message>[0] = {}): PaidSend => {
  const send = message(fields);
  return { send, group: paymentOf({ send, price }, toySha256) };
};
const state = (slowModeMs = 0, more: Partial<ChatState> = {}): ChatState => ({
  tenant: 'main', nowMs: 1000, chats: [openChat({ tenant: 'main', id: 'c', kind: 'room', owner: 'olga', slowModeMs }, 1)],
  members: ['alice', 'bob'].map((userId) => ({ chat: 'c', userId, role: 'member', lastSentAtMs: undefined })), known: [], targets: [], ...more,
});
const accepted = { kind: 'accepted' };
const judge = (sends: readonly PaidSend[], from = state()) => judgePaidSends(from, sends, toySha256);

describe('a paid message', () => {
  test('is judged first, and changes nothing by that', () => {
    const from = state();
    expect(judge([paid(), paid({ userId: 'zoe' }), paid({ chat: 'd' })], from)).toMatchObject([accepted, refused('not-a-member'), refused('unknown-chat')]);
    expect(from).toEqual(state());
  });

  test('is written as a free one would be, with the key of its transfer', () => {
    const two = [paid(), paid({ userId: 'bob' })];
    const { outcomes, entries, chats, senders } = appendPaidSends(state(), two, toySha256);
    expect(outcomes).toEqual(entries.map((entry) => ({ kind: 'written', entry })));
    expect(entries.map(({ seq, paymentKey }) => [seq, paymentKey])).toEqual([[1, 'sora:message:c:phone:1'], [2, 'sora:message:c:phone:1']]);
    const free = decideSends(state(), two.map(({ send }) => send), toySha256);
    expect(free.entries[0]?.digest, 'the digest covers the key').not.toBe(entries[0]?.digest);
    expect({ senders, seqs: chats.map(({ lastSeq }) => lastSeq) }).toEqual({ senders: free.senders, seqs: [2] });
  });

  test('that comes twice at once is accepted twice, since the ledger books one; with another text it is refused', () => {
    expect(judge([paid(), paid({ salt: '9'.repeat(32) }), paid({ text: 'other' })], state(5000))).toMatchObject([accepted, accepted, refused('identity-reused')]);
  });

  test('that was written before is not paid again', () => {
    const { entries: known } = appendPaidSends(state(), [paid()], toySha256);
    expect(judge([paid()], state(0, { known, members: [] }))).toEqual([{ kind: 'replayed', entry: known[0] }]);
  });

  test('makes the next one of its sender wait in slow mode, before either is paid', () => {
    expect(judge([paid(), paid({ installSeq: 2 }), paid({ userId: 'bob' })], state(5000))).toMatchObject([accepted, { ...refused('slow-mode'), retryAfterMs: 5000 }, accepted]);
    expect(appendPaidSends(state(5000), [paid()], toySha256).senders).toEqual([{ chat: 'c', userId: 'alice', lastSentAtMs: 1000 }]);
  });

  test('is written once, in the chat and by the tenant that it was judged for', () => {
    expect(() => appendPaidSends(state(), [paid(), paid()], toySha256)).toThrow('written once');
    expect(() => appendPaidSends(state(0, { chats: [] }), [paid()], toySha256)).toThrow('is there');
    expect(() => judge([paid({ tenant: 'other' })])).toThrow('of one tenant');
    expect(() => judge([{ ...paid(), group: { ...paid().group, tenant: 'other' } }])).toThrow('of one tenant');
  });
});
