import { expect, onTestFinished, test } from 'vitest';
import { createTestApp, sameOrigin } from '../testing/test-app.ts';
import { expectProblem } from '../testing/expect-problem.ts';

const anHourMs = 60 * 60_000;

async function setUp() {
  const server = await createTestApp();
  onTestFinished(() => server.app.close());
  const admin = await server.token({ kind: 'operator', role: 'admin' }, { name: 'Ada' });
  const cookie = await openSession();
  return {
    server, admin, cookie, openSession,
    get: (url: string, headers: Readonly<Record<string, string>> = {}) => server.app.inject({ url, headers: { host: sameOrigin.host, cookie, ...headers } }),
    post: (url: string, headers: Readonly<Record<string, string>>, payload: object = {}) => server.app.inject({ method: 'POST', url, headers, payload }),
  };

  async function openSession(): Promise<string> {
    const answer = await server.app.inject({ method: 'POST', url: '/login', headers: sameOrigin, payload: { code: await server.loginCode(admin.id) } });
    return String(answer.headers['set-cookie']).split(';')[0] ?? '';
  }
}

test('a session ends with its logout, others of the same token go on', async () => {
  const { get, post, cookie, openSession } = await setUp();
  const other = await openSession();
  const answer = await post('/logout', { ...sameOrigin, cookie });
  expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([204, expect.stringMatching(/^sora_session=; .*Expires=Thu, 01 Jan 1970/)]);
  expectProblem(await get('/getSession'), 'unauthenticated');
  expect((await get('/getSession', { cookie: other })).statusCode).toBe(200);
});

test('a session ends when its token is revoked', async () => {
  const { get, post, admin } = await setUp();
  await post('/admin_revokeToken', { authorization: `Bearer ${admin.token}` }, { id: admin.id });
  expectProblem(await get('/getSession'), 'unauthenticated');
});

test('a session ends after sixteen hours', async () => {
  const { get, server } = await setUp();
  server.clock.advance(16 * anHourMs - 1);
  expect((await get('/getSession')).statusCode).toBe(200);
  server.clock.advance(2_001);
  expectProblem(await get('/getSession'), 'unauthenticated');
});

test('a session cannot make a login link', async () => {
  const { post, cookie } = await setUp();
  expectProblem(await post('/createLoginLink', { ...sameOrigin, cookie }), 'forbidden');
});

test.for([
  ['another origin', { host: sameOrigin.host, origin: 'https://evil.example' }],
  ['no origin', { host: sameOrigin.host }],
])('a change by cookie with %s is refused and not done', async ([, headers]) => {
  const { server, post, cookie } = await setUp();
  expectProblem(await post('/admin_createToken', { ...(headers as Record<string, string>), cookie }, { kind: 'ingest', name: 'phones' }), 'origin-refused');
  expect((await server.credentials.list('main')).map(({ name }) => name)).toEqual(['Ada']);
});

test('a change by cookie from our own page is done', async () => {
  const { server, post, cookie } = await setUp();
  expect((await post('/admin_createToken', { ...sameOrigin, cookie }, { kind: 'ingest', name: 'phones' })).statusCode).toBe(200);
  expect(await server.credentials.list('main')).toHaveLength(2);
});

test.for(['GET', 'HEAD'] as const)('a %s by cookie under a name that was pointed at this machine is refused', async (method) => {
  const { server, cookie } = await setUp();
  const answer = await server.app.inject({ method, url: '/getEventLog', headers: { host: 'evil.example:4200', cookie } });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([421, expect.stringMatching(/^application\/problem\+json/)]);
});

test('a bearer token wins over a cookie, also when it is wrong', async () => {
  const { server, get } = await setUp();
  const { token } = await server.token({ kind: 'operator', role: 'viewer' }, { name: 'Grace' });
  expect((await get('/getSession', { authorization: `Bearer ${token}` })).json()).toMatchObject({ name: 'Grace' });
  for (const wrong of ['Bearer wrong', 'Bearer', '', 'Basic QWRhOmE=', `Bearer ${token} more`, `${token}`]) expectProblem(await get('/getSession', { authorization: wrong }), 'unauthenticated');
});

test('cookies that mean nothing are as good as none', async () => {
  const { get } = await setUp();
  for (const cookie of ['sora_session=', 'sora_session', 'sora_session=%E0%A4%A', `sora_session=${'x'.repeat(5_000)}`, '=;;=;', 'sora_session=a; sora_session=b']) {
    expectProblem(await get('/getSession', { cookie }), 'unauthenticated');
    expect((await get('/getSystemHealthSummary', { cookie })).statusCode).toBe(200);
  }
});

test('a token made and revoked are events with the one who did it, and never the token itself', async () => {
  const { server, admin, post } = await setUp();
  const headers = { authorization: `Bearer ${admin.token}` };
  const { id, token } = (await post('/admin_createToken', headers, { kind: 'service', scopes: ['metrics:write'], name: 'shop', validDays: 2 })).json<{ id: string; token: string }>();
  await post('/admin_revokeToken', headers, { id });
  const events = await server.events.read({ tenant: 'main', limit: 10, types: ['TOKEN_CREATED', 'TOKEN_REVOKED'] });
  const actor = { kind: 'token', id: admin.id, name: 'Ada' };
  expect(events).toMatchObject([{ type: 'TOKEN_REVOKED', subject: id, actor }, { type: 'TOKEN_CREATED', subject: 'shop', actor, payload: { id, kind: 'service', scopes: ['metrics:write'] } }]);
  expect(JSON.stringify(events)).not.toContain(token.slice(-43));
  expectProblem(await post('/admin_revokeToken', headers, { id }), 'not-found');
});
