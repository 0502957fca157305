import { describe, expect, test } from 'vitest';
import { createChatApp } from './testing/chat-app.ts';
import { expectProblem } from './testing/expect-problem.ts';

describe('members', () => {
  test('an owner gives and takes every role, a moderator lets plain members in and out, a member nobody', async () => {
    const { userPost, chats } = await createChatApp();
    const admit = (by: string, memberId: string, role?: string) => userPost(by, '/v1/chats/c/members', { memberId, ...(role && { role }) });
    const remove = (by: string, memberId: string) => userPost(by, `/v1/chats/c/members/${memberId}/remove`);
    expect((await admit('mona', 'zoe')).json()).toEqual({ userId: 'zoe', role: 'member', joinedAtMs: expect.any(Number) });
    expect((await admit('olga', 'zoe', 'moderator')).json()).toMatchObject({ role: 'moderator' });
    for (const refused of [admit('mona', 'alice', 'moderator'), admit('mona', 'zoe', 'member'), remove('mona', 'olga'), remove('mona', 'zoe'), admit('alice', 'yves'), remove('alice', 'bob'), remove('alice', 'alice')]) expectProblem(await refused, 'not-allowed');
    expect((await remove('mona', 'bob')).json()).toEqual({ wasMember: true });
    expect((await remove('olga', 'bob')).json()).toEqual({ wasMember: false });
    expect((await chats.members({ tenant: 'main', chat: 'c', limit: 9 })).map(({ userId, role }) => `${userId} ${role}`)).toEqual(['alice member', 'mona moderator', 'olga owner', 'zoe moderator']);
  });

  test('members are listed page by page, to members', async () => {
    const { userGet } = await createChatApp();
    const first = (await userGet('alice', '/v1/chats/c/members?limit=3')).json<{ readonly nextAfterUserId: string }>();
    expect(first).toMatchObject({ members: [{ userId: 'alice' }, { userId: 'bob' }, { userId: 'mona', role: 'moderator' }], nextAfterUserId: 'mona' });
    expect((await userGet('alice', `/v1/chats/c/members?limit=3&afterUserId=${first.nextAfterUserId}`)).json()).toEqual({ members: [{ userId: 'olga', role: 'owner', joinedAtMs: expect.any(Number) }] });
  });

  test('a room is joined and left by oneself; joining again changes no role; nothing else can be joined', async () => {
    const { userPost, chats } = await createChatApp();
    await chats.create({ tenant: 'main', id: 'r', kind: 'room', owner: 'olga' });
    expect((await userPost('zoe', '/v1/chats/r/join')).json()).toMatchObject({ chatId: 'r', role: 'member' });
    expect((await userPost('olga', '/v1/chats/r/join')).json()).toMatchObject({ role: 'owner' });
    expect(await chats.member('main', 'r', 'olga')).toMatchObject({ role: 'owner' });
    expect((await userPost('zoe', '/v1/chats/r/leave')).json()).toEqual({ wasMember: true });
    expect(await chats.member('main', 'r', 'zoe')).toBeUndefined();
    for (const chat of ['c', 'nowhere']) expect(expectProblem(await userPost('zoe', `/v1/chats/${chat}/join`), 'unknown-chat').detail).toBe(`There is no chat "${chat}".`);
  });

  test('a thousand joins in a burst are all answered, each joiner once', async () => {
    const { post, chats } = await createChatApp();
    await chats.create({ tenant: 'main', id: 'r', kind: 'room', owner: 'olga' });
    const answers = await Promise.all(Array.from({ length: 1_000 }, (_, n) => post('/v1/chats/r/join', { userId: `viewer-${n % 500}` })));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1_000);
    expect(await chats.members({ tenant: 'main', chat: 'r', limit: 2_000 })).toHaveLength(501);
  });

  test('who is removed while they send is answered: each message is written and stays so, or the chat is not there for them', async () => {
    const { say, userPost, log } = await createChatApp();
    const asked = Array.from({ length: 40 }, async (_, n) => (n === 20 ? userPost('olga', '/v1/chats/c/members/alice/remove') : say('alice', n + 1)));
    const answers = (await Promise.all(asked)).toSpliced(20, 1);
    const written = answers.filter(({ statusCode }) => statusCode === 200);
    for (const answer of answers) if (!written.includes(answer)) expectProblem(answer, 'unknown-chat');
    expect(await log()).toHaveLength(written.length);
    expectProblem(await say('alice', 99), 'unknown-chat');
    for (const { installSeq } of await log()) expect((await say('alice', installSeq)).json()).toMatchObject({ kind: 'replayed' });
  });
});

describe('who is in no chat', () => {
  const reads = ['', '/members', '/messages', '/digest', '/cursors', '/price'];
  const writes: readonly (readonly [string, object])[] = [
    ['/messages', { install: 'p', installSeq: 1, text: 'Hi' }], ['/messages', { install: 'p', installSeq: 1, text: 'Hi', price: { amount: '5' } }], ['/messages/1/edit', { install: 'p', installSeq: 1, text: 'Hi' }], ['/messages/1/delete', { install: 'p', installSeq: 1 }],
    ['/read', { seq: 1 }], ['/members', { memberId: 'zoe' }], ['/members/alice/remove', {}], ['/settings', { isClosed: true }], ['/join', {}],
  ];

  test('is told of each chat the same as of one that does not exist, whatever they ask, also about a price', async () => {
    const { userGet, userPost, say, post, log } = await createChatApp();
    await say('alice', 1);
    await post('/v1/prices', { chatId: 'c', price: { amount: '7' } });
    const told = async (user: string, chat: string) => [
      ...(await Promise.all(reads.map((path) => userGet(user, `/v1/chats/${chat}${path}`)))),
      ...(await Promise.all(writes.map(([path, body]) => userPost(user, `/v1/chats/${chat}${path}`, body)))),
    ].map((answer) => ({ ...expectProblem(answer, 'unknown-chat'), instance: '', detail: answer.body.includes(`There is no chat \\"${chat}\\".`) }));
    expect(await told('zoe', 'c')).toEqual(await told('zoe', 'nowhere'));
    expect(await log()).toHaveLength(1);
  });

  test('leaves what they are not in without learning of it', async () => {
    const { userPost } = await createChatApp();
    for (const chat of ['c', 'nowhere']) expect((await userPost('zoe', `/v1/chats/${chat}/leave`)).json()).toEqual({ wasMember: false });
  });

  test('a user and a backend of another tenant see nothing of a chat here, and may have one of the same name', async () => {
    const { session, token, call } = await createChatApp();
    const user = await session('alice', 'other');
    const backend = await token({ kind: 'service', scopes: ['chats:read', 'chats:write', 'wallets:read', 'wallets:write'] }, { tenant: 'other' });
    for (const path of reads) for (const who of [user, backend]) expectProblem(await call(who.token, 'GET', `/v1/chats/c${path}`), 'unknown-chat');
    expectProblem(await call(user.token, 'POST', '/v1/chats/c/messages', { body: { install: 'p', installSeq: 1, text: 'Hi' } }), 'unknown-chat');
    expectProblem(await call(backend.token, 'POST', '/v1/chats/c/messages', { body: { userId: 'alice', install: 'p', installSeq: 1, text: 'Hi' } }), 'unknown-chat');
    expect((await call(user.token, 'POST', '/v1/chats', { body: { id: 'c', kind: 'room' } })).json()).toMatchObject({ chatId: 'c', kind: 'room', lastSeq: 0, role: 'owner' });
    expect((await call(user.token, 'GET', '/v1/chats')).json()).toMatchObject({ chats: [{ kind: 'room' }] });
  });
});

describe('a session', () => {
  test('acts for its own user only, on any path', async () => {
    const { userGet, userPost, log } = await createChatApp();
    for (const path of ['/v1/chats?userId=bob', '/v1/chats/c?userId=bob', '/v1/chats/c/messages?userId=bob', '/v1/users/bob/export']) expectProblem(await userGet('alice', path), 'forbidden');
    expectProblem(await userPost('alice', '/v1/chats/c/messages', { userId: 'bob', install: 'p', installSeq: 1, text: 'Hi' }), 'forbidden');
    expectProblem(await userPost('alice', '/v1/chats', { userId: 'bob', kind: 'group' }), 'forbidden');
    for (const path of ['/v1/users/alice/erase', '/v1/prices', '/v1/chats/c/messages/1/refund', '/v1/chats/c/ai-replies']) expectProblem(await userPost('alice', path), 'forbidden');
    expect(await log()).toEqual([]);
  });
});

describe('a backend', () => {
  test('acts for a user with that user’s rights, and in its own right sees and changes every chat of its tenant', async () => {
    const { get, post, call, key } = await createChatApp();
    expect((await post('/v1/chats/c/messages', { userId: 'alice', install: 'b', installSeq: 1, text: 'Hi' })).json()).toMatchObject({ kind: 'written', message: { userId: 'alice' } });
    expectProblem(await post('/v1/chats/c/messages', { userId: 'zoe', install: 'b', installSeq: 1, text: 'Hi' }), 'not-a-member');
    expectProblem(await call(key, 'GET', '/v1/chats/c?userId=zoe'), 'unknown-chat');
    expect(await get('/v1/chats/c')).toMatchObject({ lastSeq: 1 });
    expect(await get('/v1/chats/c?userId=alice')).toMatchObject({ role: 'member' });
    expect((await post('/v1/chats/c/members', { memberId: 'zoe', role: 'owner' })).json()).toMatchObject({ role: 'owner' });
    expect((await post('/v1/chats/c/settings', { slowModeMs: 5 })).json()).toMatchObject({ slowModeMs: 5 });
  });

  test('says for whom it acts where that is needed', async () => {
    const { post, call, key } = await createChatApp();
    const requests = [call(key, 'GET', '/v1/chats'), post('/v1/chats', { kind: 'room' }), post('/v1/chats/c/messages', { install: 'b', installSeq: 1, text: 'Hi' }), post('/v1/chats/c/read', { seq: 1 }), post('/v1/chats/c/join')];
    for (const answer of await Promise.all(requests)) expect(expectProblem(answer, 'bad-request').errors).toEqual([{ path: 'userId', message: 'A backend says for which user it acts.' }]);
  });
});
