import { entryDigestOf, genesisDigest } from '@sora/core';
import { describe, expect, test } from 'vitest';
import { createChatApp, type Sent } from './testing/chat-app.ts';
import { expectProblem } from './testing/expect-problem.ts';
import { sha256 } from './testing/test-payments.ts';

interface Page {
  readonly tenant: string;
  readonly lastSeq: number;
  readonly entries: readonly { readonly seq: number; readonly digest: string; readonly kind: string; readonly text?: string }[];
  readonly nextFrom?: number;
}

describe('chats', () => {
  test('a chat is made with its owner and an id of the server, and making it again answers it as it is', async () => {
    const { userPost, userGet } = await createChatApp();
    const made = (await userPost('alice', '/v1/chats', { kind: 'group' })).json<{ readonly chatId: string }>();
    expect(made).toEqual({ chatId: expect.stringMatching(/^[0-9a-f-]{36}$/), kind: 'group', lastSeq: 0, digest: genesisDigest, messages: 0, slowModeMs: 0, isClosed: false, createdAtMs: expect.any(Number), role: 'owner' });
    expect((await userPost('alice', '/createChat', { id: made.chatId, kind: 'room' })).json()).toEqual(made);
    expect((await userGet('alice', `/v1/chats/${made.chatId}`)).json()).toEqual({ ...made, readSeq: 0 });
  });

  test('an id that another chat has is refused, and shows nothing of that chat', async () => {
    const { userPost } = await createChatApp();
    const { detail } = expectProblem(await userPost('zoe', '/v1/chats', { id: 'c', kind: 'group' }), 'not-a-member');
    expect(detail).toBe('The id "c" is taken by another chat.');
  });

  test('a user lists the chats they are in, with role and cursor, the latest entry first', async () => {
    const { userGet, userPost, say, clock } = await createChatApp();
    clock.advance(1_000);
    await userPost('alice', '/v1/chats', { id: 'mine', kind: 'direct' });
    clock.advance(1_000);
    await say('bob', 1);
    await userPost('alice', '/v1/chats/c/read', { seq: 1 });
    expect((await userGet('alice', '/v1/chats')).json()).toMatchObject({ chats: [{ chatId: 'c', role: 'member', readSeq: 1, lastSeq: 1 }, { chatId: 'mine', role: 'owner', readSeq: 0 }], hasMore: false });
    expect((await userGet('alice', '/v1/chats?limit=1')).json()).toMatchObject({ chats: [{ chatId: 'c' }], hasMore: true });
    expect((await userGet('zoe', '/v1/chats')).json()).toEqual({ chats: [], hasMore: false });
  });

  test('its owner sets slow mode and closes it; a moderator may not', async () => {
    const { userPost, say, clock } = await createChatApp();
    expectProblem(await userPost('mona', '/v1/chats/c/settings', { isClosed: true }), 'not-allowed');
    expect((await userPost('olga', '/v1/chats/c/settings', { slowModeMs: 5_000 })).json()).toMatchObject({ slowModeMs: 5_000, isClosed: false });
    await say('alice', 1);
    expect(expectProblem(await say('alice', 2), 'slow-mode').retryAfterMs).toBe(5_000);
    clock.advance(5_000);
    expect((await say('alice', 2)).statusCode).toBe(200);
    await userPost('olga', '/v1/chats/c/settings', { isClosed: true });
    expectProblem(await say('olga', 1), 'chat-closed');
  });
});

describe('messages', () => {
  test('a message is written once, and its receipt is answered however often it comes [CON-7]', async () => {
    const { say, log } = await createChatApp();
    const first = (await say('alice', 1)).json<Sent>();
    expect(first).toEqual({
      kind: 'written', receipt: { chat: 'c', seq: 1, atMs: expect.any(Number), digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      message: { seq: 1, kind: 'message', version: 1, userId: 'alice', install: 'phone', installSeq: 1, text: 'Hello 1', salt: expect.stringMatching(/^[0-9a-f]{32}$/), contentDigest: expect.any(String), digest: first.receipt.digest, atMs: first.receipt.atMs },
    });
    const again = await Promise.all(Array.from({ length: 50 }, () => say('alice', 1)));
    for (const answer of again) expect([answer.json(), answer.headers['idempotent-replayed']]).toEqual([{ ...first, kind: 'replayed' }, 'true']);
    expect(await log()).toHaveLength(1);
  });

  test('edits and deletes are entries of their own, at their address or by name', async () => {
    const { say, userPost, log } = await createChatApp();
    await say('alice', 1);
    expect((await userPost('alice', '/v1/chats/c/messages/1/edit', { install: 'phone', installSeq: 2, text: 'Better' })).json()).toMatchObject({ kind: 'written', message: { seq: 2, kind: 'edit', target: 1, version: 2, text: 'Better' } });
    expect((await userPost('mona', '/deleteMessage', { chatId: 'c', seq: 1, install: 'web', installSeq: 1 })).json()).toMatchObject({ kind: 'written', message: { seq: 3, kind: 'delete', target: 1 } });
    expectProblem(await userPost('alice', '/v1/chats/c/messages/1/edit', { install: 'phone', installSeq: 3, text: 'Late' }), 'unknown-message');
    expect(await log()).toHaveLength(3);
  });

  test('a device fetches exactly the stretch it lacks, and can prove that it has everything [CON-7]', async () => {
    const { say, userGet } = await createChatApp();
    for (let n = 1; n <= 7; n++) await say('alice', n);
    const fetched: Page['entries'][number][] = [];
    for (let from: number | undefined = 1; from !== undefined; ) {
      const page: Page = (await userGet('bob', `/v1/chats/c/messages?from=${from}&limit=3`)).json();
      fetched.push(...page.entries);
      from = page.nextFrom;
      expect(page.lastSeq).toBe(7);
    }
    expect(fetched.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const proven = fetched.reduce((digest, entry) => entryDigestOf({ tenant: 'main', chat: 'c', ...entry } as unknown as Parameters<typeof entryDigestOf>[0], digest, sha256), genesisDigest);
    expect((await userGet('bob', '/v1/chats/c/digest')).json()).toEqual({ seq: 7, digest: proven, messages: 7 });
    expect((await userGet('bob', '/v1/chats/c/digest?at=3')).json()).toMatchObject({ seq: 3, digest: fetched[2]?.digest });
    expect((await userGet('bob', '/v1/chats/c/digest?at=0')).json()).toMatchObject({ seq: 0, digest: genesisDigest });
    expectProblem(await userGet('bob', '/v1/chats/c/digest?at=8'), 'unknown-message');
    const between: Page = (await userGet('bob', '/v1/chats/c/messages?from=3&to=4')).json();
    expect([between.entries.map(({ seq }) => seq), between.nextFrom]).toEqual([[3, 4], undefined]);
    expect((await userGet('bob', '/v1/chats/c/messages?from=8')).json()).toMatchObject({ entries: [], lastSeq: 7 });
  });

  test('a read cursor goes forward only, not past the end, and members see each other’s', async () => {
    const { say, userPost, userGet } = await createChatApp();
    for (let n = 1; n <= 3; n++) await say('alice', n);
    const read = async (seq: number) => (await userPost('bob', '/v1/chats/c/read', { seq })).json<{ readonly seq: number }>().seq;
    expect([await read(2), await read(1), await read(99)]).toEqual([2, 2, 3]);
    expect((await userGet('alice', '/v1/chats/c/cursors')).json()).toEqual({ cursors: [{ userId: 'bob', seq: 3, atMs: expect.any(Number) }], hasMore: false });
    expect((await userGet('bob', '/v1/chats/c')).json()).toMatchObject({ role: 'member', readSeq: 3, lastSeq: 3 });
  });
});

describe('an AI reply', () => {
  const reply = { userId: 'helper', install: 'backend', installSeq: 1, text: 'Here you are.', ai: { model: 'm-1', inputTokens: 100, outputTokens: 20, cost: '3', unit: 'USD' } };

  test('is one message with its model, tokens and cost; its author is let in, and its tokens are counted once', async () => {
    const { post, recorder, clock, chats } = await createChatApp();
    const tokens = () => [...recorder.cumulative()].filter(({ series }) => series.type === 'TOKENS').map(({ series, aggregate }) => [series.labels['type'], series.labels['model'], aggregate.sum]);
    for (const kind of ['written', 'replayed']) {
      expect((await post('/v1/chats/c/ai-replies', reply)).json()).toMatchObject({ kind, message: { userId: 'helper', text: 'Here you are.', ai: { model: 'm-1', inputTokens: 100, outputTokens: 20, costMinor: '3', unit: 'USD' } } });
    }
    clock.advance(1_000);
    expect(tokens()).toEqual([['input', 'm-1', 100], ['output', 'm-1', 20]]);
    expect(await chats.member('main', 'c', 'helper')).toMatchObject({ role: 'member' });
  });

  test('is whole or not there: what is wrong with it is named, and nobody is let into a chat that is not there', async () => {
    const { post, log } = await createChatApp();
    expect(expectProblem(await post('/v1/chats/c/ai-replies', { ...reply, ai: { ...reply.ai, model: 'two words', outputTokens: -1 } }), 'bad-request').errors).toMatchObject([{ path: 'ai.outputTokens' }]);
    expect(expectProblem(await post('/v1/chats/c/ai-replies', { ...reply, ai: { ...reply.ai, model: 'two words' } }), 'bad-request').errors).toMatchObject([{ path: 'ai.model' }]);
    expectProblem(await post('/v1/chats/nowhere/ai-replies', reply), 'unknown-chat');
    expect(await log()).toEqual([]);
  });
});
