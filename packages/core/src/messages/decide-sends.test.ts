import { describe, expect, test } from 'vitest';
import { deletion, edit, message, refused } from '../testing/contracts/chat-store-harness.ts';
import { toySha256 } from '../testing/toy-sha256.ts';
import { needsOfSends } from './batch-needs.ts';
import type { ChatState } from './chat-batch.ts';
import { decideRepeat, decideSends } from './decide-sends.ts';
import { openChat } from './open-chat.ts';
import type { Send } from './send.ts';

const chat = (id: string, more = {}) => ({ ...openChat({ tenant: 'main', id, kind: 'group', owner: 'olga' }, 1), ...more });
const member = (userId: string, more = {}) => ({ chat: 'c', userId, role: 'member' as const, lastSentAtMs: undefined, ...more });
const state = (more: Partial<ChatState> = {}): ChatState => ({ tenant: 'main', nowMs: 1000, chats: [chat('c'), chat('d')], members: [member('alice'), member('bob')], known: [], targets: [], ...more });
const decide = (sends: readonly Send[], from = state()) => decideSends(from, sends, toySha256);

describe('deciding sends', () => {
  test('changes nothing that it was given, and an empty batch comes to nothing', () => {
    const from = state();
    decide([message(), edit(), deletion(), message({ userId: 'zoe' })], from);
    expect(from).toEqual(state());
    expect(decide([], from)).toEqual({ outcomes: [], entries: [], chats: [], senders: [] });
  });

  test('answers what comes again after a deletion in one batch as it would in two: its text is gone, and the receipt stays', () => {
    const { outcomes, entries } = decide([message({ text: 'first' }), edit({ text: 'second' }), deletion(), message({ text: 'other' }), edit({ text: 'other' })]);
    expect(outcomes.slice(3)).toMatchObject([{ kind: 'replayed', entry: { seq: 1, content: undefined } }, { kind: 'replayed', entry: { seq: 2, content: undefined } }]);
    expect(entries).toHaveLength(3);
  });

  test('answers heads of changed chats only, and who wrote a message', () => {
    const { entries, chats, senders } = decide([message(), edit(), message({ userId: 'bob' })]);
    expect(chats).toEqual([chat('c', { lastSeq: 3, messages: 2, digest: entries[2]?.digest })]);
    expect(senders).toEqual([{ chat: 'c', userId: 'alice', lastSentAtMs: 1000 }, { chat: 'c', userId: 'bob', lastSentAtMs: 1000 }]);
    const { entries: [target] } = decide([message()]);
    if (target === undefined) throw new Error('Nothing was written.');
    expect(decide([edit()], state({ targets: [{ message: target, latest: target }] })).senders, 'an edit does not count for slow mode').toEqual([]);
  });

  test('cuts the clock to whole milliseconds, which is what a digest covers', () => {
    expect(decide([message()], state({ nowMs: 1234.987 })).entries).toMatchObject([{ atMs: 1234 }]);
  });

  test('goes on from the latest version that it was given', () => {
    const { entries: [target, latest] } = decide([message(), edit()]);
    if (target === undefined || latest === undefined) throw new Error('Nothing was written.');
    const from = state({ chats: [chat('c', { lastSeq: 2 })], targets: [{ message: target, latest }] });
    expect(decide([edit({ installSeq: 8 }), edit({ installSeq: 9 })], from).entries.map(({ seq, version }) => [seq, version])).toEqual([[3, 3], [4, 4]]);
  });

  test('an edit or a deletion is no message that could be changed, even where it is given as one', () => {
    const { entries: [, change] } = decide([message(), edit()]);
    if (change === undefined) throw new Error('Nothing was written.');
    expect(decide([edit({ installSeq: 8, target: 2 })], state({ targets: [{ message: change, latest: change }] })).outcomes).toMatchObject([refused('unknown-message')]);
  });

  test('slow mode ends at the millisecond, and a clock that went back does not end it', () => {
    const at = (nowMs: number) => decide([message()], state({ nowMs, chats: [chat('c', { slowModeMs: 100 })], members: [member('alice', { lastSentAtMs: 1000 })] })).outcomes[0];
    expect(at(1099)).toMatchObject({ ...refused('slow-mode'), retryAfterMs: 1 });
    expect(at(1100)).toMatchObject({ kind: 'written' });
    expect(at(900)).toMatchObject({ ...refused('slow-mode'), retryAfterMs: 200 });
  });

  test('refuses to mix tenants', () => {
    expect(() => decide([message({ tenant: 'other' })])).toThrow('of one tenant');
  });

  test('a repeat is told apart from a new one by what is known of it', () => {
    const { entries: known } = decide([message()]);
    expect(decideRepeat(state({ known, members: [] }), message(), toySha256)).toEqual({ kind: 'replayed', entry: known[0] });
    expect(decideRepeat(state({ known }), message({ text: 'other' }), toySha256)).toMatchObject(refused('identity-reused'));
    expect(decideRepeat(state(), message(), toySha256)).toBeUndefined();
  });
});

describe('what a batch of sends needs', () => {
  test('has no repeats, and names chats in byte order, so that servers cannot deadlock', () => {
    const sends = [message({ chat: 'b' }), message({ chat: 'B' }), edit({ chat: 'a' }), message({ chat: 'b' }), deletion({ chat: 'a', target: 1 }), deletion({ chat: 'a', target: 2, userId: 'bob' })];
    const needs = needsOfSends(sends);
    expect(needs.chats).toEqual(['B', 'a', 'b']);
    expect(needs.members).toHaveLength(4);
    expect(needs.identities).toHaveLength(5);
    expect(needs.identities[0]).toEqual({ tenant: 'main', chat: 'b', userId: 'alice', install: 'phone', installSeq: 1 });
    expect(needs.targets).toEqual([{ chat: 'a', seq: 1 }, { chat: 'a', seq: 2 }]);
    expect(needsOfSends([])).toEqual({ chats: [], members: [], identities: [], targets: [] });
  });
});
