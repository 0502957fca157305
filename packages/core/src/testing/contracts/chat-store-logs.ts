import { expect, test } from 'vitest';
import { genesisDigest } from '../../messages/entry-digest.ts';
import { edit, expectWholeLog, message, type OpenChatStore, refused, withChat, written } from './chat-store-harness.ts';

const texts = (entries: readonly { readonly content: { readonly text: string } | undefined }[]) => entries.map(({ content }) => content?.text);

export function logTests(open: OpenChatStore): void {
  test('an entry keeps every field, and its text to the byte', async () => {
    const { store, log } = await withChat(open);
    const text = 'Grüße\n\t"\\ 👩‍🚀 مرحبا NULL \' -- {}';
    const ai = { model: 'some-model-1', inputTokens: 12, outputTokens: 0, costMinor: 9_007_199_254_740_993n, unit: 'USD' };
    const entry = written(await store.send(message({ text, ai, installSeq: 9_007_199_254_740_991 })));
    expect(entry).toEqual({
      tenant: 'main', chat: 'c', userId: 'alice', install: 'phone', installSeq: 9_007_199_254_740_991, seq: 1, kind: 'message', target: undefined, version: 1,
      content: { text, salt: '0'.repeat(32) }, contentDigest: expect.stringMatching(/^[0-9a-f]{64}$/), paymentKey: undefined, ai,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/), atMs: expect.any(Number),
    });
    expect(await log()).toEqual([entry]);
    expect(await store.chat('main', 'c')).toMatchObject({ lastSeq: 1, messages: 1, digest: entry.digest });
  });

  test('entries of many at once have numbers without a gap, and digests in their order [CON-7]', async () => {
    const { store, log, sha256 } = await withChat(open);
    const sends = Array.from({ length: 120 }, (_, n) => message({ userId: ['alice', 'bob', 'mona'][n % 3] ?? '', installSeq: n + 1, text: `${n}` }));
    const outcomes = await Promise.all(sends.map((send) => store.send(send)));
    const entries = await log();
    expect(entries).toHaveLength(120);
    expectWholeLog(entries, sha256);
    expect(new Set(outcomes.map((outcome) => written(outcome).seq)).size).toBe(120);
    expect(await store.digest('main', 'c')).toEqual({ seq: 120, digest: entries.at(-1)?.digest, messages: 120 });
  });

  test('what one sends in an order is in that order, without waiting for answers [CON-7]', async () => {
    const { store, log } = await withChat(open);
    const said = Array.from({ length: 40 }, (_, n) => `${n}`);
    await Promise.all(said.map((text, n) => store.send(message({ text, installSeq: n + 1 }))));
    expect(texts(await log())).toEqual(said);
  });

  test('chats count by themselves, also within a batch', async () => {
    const { store, log, sha256 } = await withChat(open);
    await store.create({ tenant: 'main', id: 'd', kind: 'direct', owner: 'alice' });
    await Promise.all(['c', 'd', 'c', 'd', 'c'].map((chat, n) => store.send(message({ chat, installSeq: n + 1, text: `${n}` }))));
    expect(texts(await log('c'))).toEqual(['0', '2', '4']);
    expect(texts(await log('d'))).toEqual(['1', '3']);
    for (const chat of ['c', 'd']) expectWholeLog(await log(chat), sha256);
  });

  test('a refused one leaves no gap between its neighbours [CON-7]', async () => {
    const { store, log, sha256 } = await withChat(open);
    const outcomes = await Promise.all([message({ text: '1' }), message({ userId: 'zoe' }), edit({ target: 7 }), message({ text: '2', installSeq: 3 })].map((send) => store.send(send)));
    expect(outcomes).toMatchObject([{ kind: 'written' }, refused('not-a-member'), refused('unknown-message'), { kind: 'written' }]);
    expectWholeLog(await log(), sha256);
    expect(texts(await log())).toEqual(['1', '2']);
  });

  test('a range has what lies between its ends, in order, up to the limit [CON-7]', async () => {
    const { store, say } = await withChat(open);
    await say(['1', '2', '3', '4', '5']);
    const range = async (fromSeq: number, toSeq: number, limit = 99) => texts(await store.range({ tenant: 'main', chat: 'c', fromSeq, toSeq, limit }));
    expect(await range(2, 4)).toEqual(['2', '3', '4']);
    expect(await range(1, 5, 2)).toEqual(['1', '2']);
    expect(await range(4, 1_000)).toEqual(['4', '5']);
    expect(await range(6, 9)).toEqual([]);
    expect(await range(4, 2)).toEqual([]);
    expect(await store.range({ tenant: 'main', chat: 'nowhere', fromSeq: 1, toSeq: 9, limit: 9 })).toEqual([]);
  });

  test('the digest at any number is what a reader computes from the entries [CON-7]', async () => {
    const { store, say, log, sha256 } = await withChat(open);
    await say(['1', '2', '3', '4']);
    await store.send(edit({ installSeq: 9, target: 2 }));
    const entries = await log();
    expectWholeLog(entries, sha256);
    for (const { seq, digest } of entries) expect(await store.digest('main', 'c', seq)).toEqual({ seq, digest, messages: 4 });
    expect(await store.digest('main', 'c')).toEqual({ seq: 5, digest: entries[4]?.digest, messages: 4 });
    for (const seq of [6, -1]) expect(await store.digest('main', 'c', seq)).toBeUndefined();
    expect(await store.digest('main', 'nowhere')).toBeUndefined();
  });

  test('a digest begins at 64 zeros, so that an empty log has one too', async () => {
    const { store } = await withChat(open);
    expect(await store.digest('main', 'c', 0)).toEqual({ seq: 0, digest: genesisDigest, messages: 0 });
    await store.send(message());
    expect(await store.digest('main', 'c', 0)).toEqual({ seq: 0, digest: genesisDigest, messages: 1 });
  });

  test('a fan-out hears of the chats that went on, and of no others', async () => {
    const { store, say } = await withChat(open);
    await store.create({ tenant: 'main', id: 'd', kind: 'room', owner: 'alice' });
    await say(['1', '2']);
    const known = (seq: number, more: object = {}) => ({ tenant: 'main', chat: 'c', seq, ...more });
    expect(await store.headsPast([known(1), known(0, { chat: 'd' }), known(0, { chat: 'nowhere' }), known(0, { tenant: 'other' })])).toEqual([{ tenant: 'main', chat: 'c', lastSeq: 2 }]);
    expect(await store.headsPast([known(2)])).toEqual([]);
    expect(await store.headsPast([])).toEqual([]);
  });
}
