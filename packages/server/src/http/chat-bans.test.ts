import { describe, expect, test } from 'vitest';
import { createChatApp } from './testing/chat-app.ts';
import { expectProblem } from './testing/expect-problem.ts';

/** The group c, and the room r of olga, which mona moderates and zoe has joined. */
async function withRoom() {
  const server = await createChatApp();
  await server.chats.create({ tenant: 'main', id: 'r', kind: 'room', owner: 'olga' });
  await server.chats.admit('main', 'r', { userId: 'mona', role: 'moderator' });
  await server.userPost('zoe', '/v1/chats/r/join');
  const ban = (by: string, memberId: string, body: object = {}, chat = 'r') => server.userPost(by, `/v1/chats/${chat}/members/${memberId}/ban`, body);
  return { ...server, ban };
}

describe('a ban', () => {
  test('takes somebody out of a room and keeps them out until a moderator lifts it', async () => {
    const { ban, userPost, userGet, clock } = await withRoom();
    expect((await ban('mona', 'zoe')).json()).toEqual({ userId: 'zoe', bannedBy: 'mona', atMs: clock.nowMs() });
    expect(expectProblem(await userPost('zoe', '/v1/chats/r/join'), 'banned').detail).toBe('zoe is banned from the chat "r" until the ban is lifted.');
    expectProblem(await userPost('zoe', '/v1/chats/r/messages', { install: 'p', installSeq: 1, text: 'Hi' }), 'not-a-member');
    expectProblem(await userPost('olga', '/v1/chats/r/members', { memberId: 'zoe' }), 'banned');
    expect((await userGet('mona', '/v1/chats/r/bans')).json()).toMatchObject({ bans: [{ userId: 'zoe' }] });
    expect([(await userPost('mona', '/v1/chats/r/members/zoe/unban')).json(), (await userPost('mona', '/v1/chats/r/members/zoe/unban')).json()]).toEqual([{ wasBanned: true }, { wasBanned: false }]);
    expect((await userPost('zoe', '/v1/chats/r/join')).json()).toMatchObject({ role: 'member' });
  });

  test('for a time ends by the clock of the server, and says when', async () => {
    const { ban, userPost, clock } = await withRoom();
    const { untilMs } = (await ban('mona', 'zoe', { forMs: 60_000 })).json<{ readonly untilMs: number }>();
    expect(untilMs).toBe(clock.nowMs() + 60_000);
    clock.advance(59_999);
    expect(expectProblem(await userPost('zoe', '/v1/chats/r/join'), 'banned').detail).toBe(`zoe is banned from the chat "r" until ${new Date(untilMs).toISOString()}.`);
    clock.advance(1);
    expect((await userPost('zoe', '/v1/chats/r/join')).statusCode).toBe(200);
  });

  test('is made and lifted by those who may remove: an owner anybody, a moderator plain members and strangers, a backend everyone', async () => {
    const { ban, userPost, userGet, post, chats } = await withRoom();
    for (const [by, memberId] of [['zoe', 'mona'], ['zoe', 'zoe'], ['mona', 'olga'], ['mona', 'mona']] as const) expectProblem(await ban(by, memberId), 'not-allowed');
    expectProblem(await userPost('zoe', '/v1/chats/r/members/alice/unban'), 'not-allowed');
    expectProblem(await userGet('zoe', '/v1/chats/r/bans'), 'not-allowed');
    for (const path of ['/v1/chats/c/members/alice/ban', '/v1/chats/nowhere/members/alice/ban', '/v1/chats/c/members/alice/unban']) expectProblem(await userPost('zoe', path), 'unknown-chat');
    expectProblem(await userGet('zoe', '/v1/chats/c/bans'), 'unknown-chat');
    expect((await ban('mona', 'never-there')).statusCode).toBe(200);
    expect((await ban('olga', 'mona')).json()).toMatchObject({ bannedBy: 'olga' });
    expect((await post('/v1/chats/c/members/olga/ban')).json()).toEqual({ userId: 'olga', atMs: expect.any(Number) });
    expect(await chats.member('main', 'c', 'olga')).toBeUndefined();
    expectProblem(await post('/v1/chats/nowhere/members/olga/ban'), 'unknown-chat');
  });

  test('keeps an AI out too, whose replies are refused', async () => {
    const { post } = await withRoom();
    await post('/v1/chats/c/members/helper/ban');
    expectProblem(await post('/v1/chats/c/ai-replies', { userId: 'helper', install: 'b', installSeq: 1, text: 'Hi', ai: { model: 'm', inputTokens: 1, outputTokens: 1, cost: '0' } }), 'not-a-member');
  });

  test.for([0, -5, 1.5, 315_360_000_001, '60000', null])('does not last %j milliseconds', async (forMs) => {
    const { ban, chats } = await withRoom();
    expect(expectProblem(await ban('mona', 'zoe', { forMs }), 'bad-request').errors).toMatchObject([{ path: 'forMs' }]);
    expect(await chats.member('main', 'r', 'zoe')).toBeDefined();
  });
});

test('to leave a room and come back is no way around slow mode', async () => {
  const { userPost, chats } = await withRoom();
  await chats.configure('main', 'r', { slowModeMs: 60_000 });
  const say = (installSeq: number) => userPost('zoe', '/v1/chats/r/messages', { install: 'p', installSeq, text: 'Hi' });
  expect((await say(1)).statusCode).toBe(200);
  await userPost('zoe', '/v1/chats/r/leave');
  await userPost('zoe', '/v1/chats/r/join');
  expect(expectProblem(await say(2), 'slow-mode').retryAfterMs).toBe(60_000);
});
