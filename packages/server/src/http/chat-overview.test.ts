import { describe, expect, test } from 'vitest';
import { createChatApp } from './testing/chat-app.ts';
import { expectProblem } from './testing/expect-problem.ts';
import type { TestAppOptions } from './testing/test-app.ts';

/** The chat c with two messages, of which the first was edited, as a viewer asks about it. */
async function begin(options: TestAppOptions = {}) {
  const server = await createChatApp(options);
  const viewer = await server.token({ kind: 'operator', role: 'viewer' });
  const operator = await server.token({ kind: 'operator', role: 'operator' }, { name: 'olivia' });
  await server.say('alice', 1, { text: 'a secret of alice' });
  await server.say('bob', 1, { text: 'a secret of bob' });
  await server.userPost('alice', '/v1/chats/c/messages/1/edit', { install: 'phone', installSeq: 2, text: 'another secret' });
  const ask = (path: string, body: object = {}, { token } = viewer) => server.call(token, 'POST', path, { body });
  return { ...server, ask, operator };
}

describe('chats as operators see them', () => {
  test('a chat comes with what its head says, what its entries come to, its numbers and its members', async () => {
    const { ask } = await begin();
    const answer = (await ask('/getChatLog', { chatId: 'c' })).json();
    expect(answer).toMatchObject({
      chat: { chatId: 'c', lastSeq: 3, messages: 2 }, differences: [],
      strip: { fromSeq: 1, toSeq: 3, gaps: [], missing: 0, stretches: [{ messages: 1 }, { messages: 1 }, { edits: 1 }] },
      members: { counts: { owner: 1, moderator: 1, member: 2 }, isMore: false },
    });
    expect(answer.log).toMatchObject({ lastSeq: 3, messages: 2, digest: answer.chat.digest });
    expect((await ask('/getChatLog', { chatId: 'c', toSeq: 2 })).json()).toMatchObject({ strip: { toSeq: 2 } });
    expectProblem(await ask('/getChatLog', { chatId: 'nowhere' }), 'unknown-chat');
    expectProblem(await ask('/getChatLog', { chatId: '../c' }), 'bad-request');
  });

  test('entries come page by page with everything but their text, which no answer carries', async () => {
    const { ask } = await begin();
    const first = (await ask('/getChatEntries', { chatId: 'c', limit: 2 })).json();
    expect(first).toMatchObject({ entries: [{ seq: 3, kind: 'edit', target: 1, version: 2, userId: 'alice', textBytes: 14 }, { seq: 2, userId: 'bob' }], nextBefore: 2 });
    const second = (await ask('/getChatEntries', { chatId: 'c', limit: 2, before: 2 })).json();
    expect(second).toMatchObject({ entries: [{ seq: 1, latest: { version: 2, isDeleted: false } }] });
    expect(second).not.toHaveProperty('nextBefore');
    const everything = await Promise.all([ask('/getChatLog', { chatId: 'c' }), ask('/getRecentChats'), ask('/findChats'), ask('/getLiveRooms')]);
    expect(JSON.stringify([first, second, ...everything.map(({ body }) => body)])).not.toContain('secret');
    expectProblem(await ask('/getChatEntries', { chatId: 'nowhere' }), 'unknown-chat');
  });

  test('chats are found by the beginning of their ids, page by page, and the latest stand first among the recent', async () => {
    const { ask, chats, clock } = await begin();
    clock.advance(1_000);
    for (const id of ['c-2', 'c-3', 'd']) await chats.create({ tenant: 'main', id, kind: 'room', owner: 'olga' });
    await chats.create({ tenant: 'other', id: 'c-4', kind: 'room', owner: 'olga' });
    const page = (await ask('/findChats', { prefix: 'c', limit: 2 })).json();
    expect([page.chats.map(({ chatId }: { chatId: string }) => chatId), page.nextAfter]).toEqual([['c', 'c-2'], 'c-2']);
    expect((await ask('/findChats', { prefix: 'c', limit: 2, after: 'c-2' })).json()).toMatchObject({ chats: [{ chatId: 'c-3' }] });
    expect((await ask('/getRecentChats', { limit: 2 })).json()).toMatchObject({ chats: [{ chatId: 'c-2', kind: 'room' }, { chatId: 'c-3' }] });
  });

  test('rooms are those of the credential’s tenant', async () => {
    const asked: unknown[] = [];
    const { ask } = await begin({ activity: { busiest: (...query) => { asked.push(query); return [{ chat: 'r', viewers: 9, servers: 2, entriesPerMinute: 6 }, { chat: 'c', viewers: undefined, servers: 0, entriesPerMinute: 1 }]; } } });
    expect((await ask('/getLiveRooms', { limit: 7, tenant: 'other' })).json()).toEqual({ rooms: [{ chatId: 'r', viewers: 9, servers: 2, entriesPerMinute: 6 }, { chatId: 'c', servers: 0, entriesPerMinute: 1 }] });
    expect(asked).toEqual([['main', 7]]);
  });

  test('a recount is for operators, is said what it came to, and leaves an event with their name [CON-4]', async () => {
    const [before, after] = [{ lastSeq: 9, digest: 'b', messages: 9 }, { lastSeq: 3, digest: 'a', messages: 2 }];
    const recounted: unknown[] = [];
    const { ask, operator, events } = await begin({ chatAudit: { correct: async (chat) => { recounted.push(chat); return { kind: 'corrected', before, after, isNews: true }; } } });
    expectProblem(await ask('/admin_recountChat', { chatId: 'c' }), 'forbidden');
    expect((await ask('/admin_recountChat', { chatId: 'c' }, operator)).json()).toEqual({ kind: 'corrected', before, after });
    expect(recounted).toEqual([{ tenant: 'main', id: 'c' }]);
    expect(await events.read({ tenant: 'main', limit: 9, types: ['CHAT_RECOUNTED'] })).toMatchObject([{ subject: 'c', severity: 'warning', actor: { kind: 'token', name: 'olivia' }, payload: { outcome: 'corrected' } }]);
  });

  test('the conflicts of several types are read together', async () => {
    const { ask, conflicts } = await begin();
    for (const [n, type] of (['CHAT_STATE_MISMATCH', 'DOUBLE_SPEND', 'CONCURRENT_WRITE'] as const).entries()) await conflicts.record({ tenant: 'main', type, subject: 'c', resolution: 'Done.', dedupKey: `${n}`, detail: {} });
    const { conflicts: found } = (await ask('/getConflictHistory', { types: ['CHAT_STATE_MISMATCH', 'CONCURRENT_WRITE'] })).json();
    expect(found.map(({ type }: { type: string }) => type).toSorted()).toEqual(['CHAT_STATE_MISMATCH', 'CONCURRENT_WRITE']);
  });
});

describe('a losing value', () => {
  const stamp = (ms: number, install: string) => `${ms.toString(16).padStart(12, '0')}-0000-${install}`;

  test('that an operator restores stands again, under their name and with one event, however often they ask [CON-1]', async () => {
    const { ask, operator, documents, events, clock } = await begin();
    const key = { tenant: 'main', collection: 'chat-settings', id: 'c' } as const;
    for (const [install, title] of [['east', 'Cats'], ['west', 'Dogs']] as const) await documents.write({ ...key, install, actor: { kind: 'user', id: 'olga' }, fields: { title: { value: title, stamp: stamp(clock.nowMs() + (install === 'west' ? 1 : 0), install) } } });
    const [lost] = await documents.versions({ ...key, lostOnly: true, limit: 9 });
    for (let time = 0; time < 2; time += 1) expect((await ask('/restoreDocumentField', { ...key, tenant: undefined, version: lost?.version }, operator)).json()).toMatchObject({ kind: 'won', isRepeat: time > 0, current: { value: 'Cats' } });
    expect((await documents.versions({ ...key, limit: 1 }))[0]).toMatchObject({ restores: lost?.version, actor: { name: 'olivia' } });
    expect(await events.read({ tenant: 'main', limit: 9, types: ['DOCUMENT_FIELD_RESTORED'] })).toMatchObject([{ subject: 'chat-settings/c', actor: { name: 'olivia' }, payload: { version: lost?.version } }]);
  });
});
