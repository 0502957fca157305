import { describe, expect, test } from 'vitest';
import { createChatApp } from './testing/chat-app.ts';
import { expectProblem } from './testing/expect-problem.ts';

describe('what is wrong with a message is said precisely, and nothing is written', () => {
  test.for([
    ['of a megabyte', 'x'.repeat(1_048_576)], ['of one byte too many', 'ü'.repeat(8_192) + 'x'], ['of nothing', ''], ['with half a character', 'a\ud800b'], ['with the other half', '\udc00'], ['with NUL', 'a\0b'], ['with an escape', 'a\u001b[31mb'], ['with a C1 control', 'a\u0085b'],
    ['that turns right to left', 'pay \u202e001'], ['that isolates', 'a\u2066b'], ['that is no text', 5], ['that is not there', undefined], ['that is null', null],
  ] as const)('a text %s', async ([, text]) => {
    const { say, userPost, post, log } = await createChatApp();
    const identity = { install: 'phone', installSeq: 9, text };
    const answers = [say('alice', 9, { text }), userPost('alice', '/v1/chats/c/messages/1/edit', identity), post('/v1/chats/c/ai-replies', { ...identity, userId: 'helper', ai: { model: 'm', inputTokens: 1, outputTokens: 1, cost: '0' } })];
    for (const answer of await Promise.all(answers)) expect(expectProblem(answer, 'bad-request').errors).toMatchObject([{ path: 'text' }]);
    expect(await log()).toEqual([]);
  });

  test('the longest text, in any script and with newlines, is kept as it is', async () => {
    const { say } = await createChatApp();
    for (const [index, text] of ['ü'.repeat(8_192), 'مرحبا\nשלום\t你好 👩‍👩‍👧'].entries()) expect((await say('alice', index + 1, { text })).json()).toMatchObject({ message: { text } });
  });

  test('a body that is not UTF-8, and one past the limit of all bodies', async () => {
    const { app, session, log } = await createChatApp();
    const { token } = await session('alice');
    const send = (payload: Buffer) => app.inject({ method: 'POST', url: '/v1/chats/c/messages', payload, headers: { authorization: `Bearer ${token}` } });
    expectProblem(await send(Buffer.from([...Buffer.from('{"install":"p","installSeq":1,"text":"'), 0xc3, 0x28, ...Buffer.from('"}')])), 'malformed-body');
    expectProblem(await send(Buffer.alloc(5 * 1024 * 1024, 'x')), 'body-too-large');
    expect(await log()).toEqual([]);
  });

  test.for([0, -1, 1.5, 2 ** 53, 9_007_199_254_740_992, 1e300, '1', null, true, [1]])('the number %j of an install', async (installSeq) => {
    const { say, log } = await createChatApp();
    expect(expectProblem(await say('alice', 1, { installSeq }), 'bad-request').errors).toEqual([{ path: 'installSeq', message: 'An install counts its sends with whole numbers from 1 to 9007199254740991.' }]);
    expect(await log()).toEqual([]);
  });

  test('the largest number of an install is one like others', async () => {
    const { say } = await createChatApp();
    expect((await say('alice', Number.MAX_SAFE_INTEGER)).json()).toMatchObject({ message: { installSeq: Number.MAX_SAFE_INTEGER } });
  });

  test.for(['', 'a b', 'a/b', '../x', 'ü', 'x'.repeat(65), 'a\n'])('the install %j', async (install) => {
    const { say } = await createChatApp();
    expect(expectProblem(await say('alice', 1, { install }), 'bad-request').errors).toMatchObject([{ path: 'install' }]);
  });

  test.for(['0', '-1', '1.5', 'x', '9007199254740992', '1e3', '%31%20', '٣'])('the message number %s of an address', async (seq) => {
    const { userPost } = await createChatApp();
    for (const path of ['edit', 'delete']) expect(expectProblem(await userPost('alice', `/v1/chats/c/messages/${seq}/${path}`, { install: 'p', installSeq: 1, text: 'x' }), 'bad-request').errors).toMatchObject([{ path: 'seq' }]);
  });

  test('an identity that was used for something else', async () => {
    const { say, userPost, log } = await createChatApp();
    await say('alice', 1);
    expectProblem(await say('alice', 1, { text: 'Something else' }), 'identity-reused');
    expectProblem(await userPost('alice', '/v1/chats/c/messages/1/delete', { install: 'phone', installSeq: 1 }), 'identity-reused');
    expect(await log()).toHaveLength(1);
  });

  test('an edit of what another wrote, whatever the role, and a delete by a member', async () => {
    const { say, userPost, log } = await createChatApp();
    await say('alice', 1);
    for (const user of ['bob', 'mona', 'olga']) expectProblem(await userPost(user, '/v1/chats/c/messages/1/edit', { install: 'p', installSeq: 1, text: 'Mine now' }), 'not-allowed');
    expectProblem(await userPost('bob', '/v1/chats/c/messages/1/delete', { install: 'p', installSeq: 1 }), 'not-allowed');
    expect(await log()).toHaveLength(1);
  });
});

describe('fields that are not asked for', () => {
  test('change nothing: neither tenant nor number, time, author or origin comes from a body', async () => {
    const { say, log } = await createChatApp();
    const { message } = (await say('alice', 1, { tenant: 'other', seq: 99, atMs: 1, digest: '0', version: 7, kind: 'delete', target: 1, ai: { model: 'm', inputTokens: 1, outputTokens: 1, cost: '0' }, paymentKey: 'k' })).json<{ message: object }>();
    expect(message).toMatchObject({ seq: 1, kind: 'message', version: 1, userId: 'alice' });
    expect(await log()).toMatchObject([{ tenant: 'main', seq: 1, ai: undefined, paymentKey: undefined, target: undefined }]);
  });

  test('that say something else than the address are refused', async () => {
    const { say } = await createChatApp();
    expect(expectProblem(await say('alice', 1, { chatId: 'd' }), 'bad-request').errors).toEqual([{ path: 'chatId', message: 'It says something else than the address.' }]);
  });
});

describe('chat ids in an address', () => {
  test.for(['..%2Fadmin', '..%2F..%2Fv1', '%2e%2e%2fc', '.hidden', 'a%2Fb', 'a%00', 'a%0Ab', '%20c', 'c%20', 'ü', '%E2%80%AEc', '%25', 'c%3Fx', "c'--", 'x'.repeat(65)])('%s cannot be a chat', async (chat) => {
    const { userGet, userPost } = await createChatApp();
    for (const path of ['', '/messages', '/digest']) expect(expectProblem(await userGet('alice', `/v1/chats/${chat}${path}`), 'bad-request').errors).toMatchObject([{ path: 'chatId' }]);
    expectProblem(await userPost('alice', `/v1/chats/${chat}/messages`, { install: 'p', installSeq: 1, text: 'Hi' }), 'bad-request');
  });

  test('of a new chat are checked alike', async () => {
    const { userPost } = await createChatApp();
    for (const id of ['../c', '', '.c', 'a b', 'x'.repeat(65), 5, null]) expect(expectProblem(await userPost('alice', '/v1/chats', { id, kind: 'group' }), 'bad-request').errors).toMatchObject([{ path: 'id' }]);
    expect(expectProblem(await userPost('alice', '/v1/chats', { kind: 'party', slowModeMs: -1 }), 'bad-request').errors?.map(({ path }) => path)).toEqual(['kind', 'slowModeMs']);
  });
});

test('a stretch of a log is bounded, and its bounds are numbers', async () => {
  const { userGet } = await createChatApp();
  for (const [query, path] of [['limit=501', 'limit'], ['limit=0', 'limit'], ['from=0', 'from'], ['from=-1', 'from'], ['from=x', 'from'], ['to=9007199254740992', 'to']]) expect(expectProblem(await userGet('alice', `/v1/chats/c/messages?${query}`), 'bad-request').errors).toMatchObject([{ path }]);
});
