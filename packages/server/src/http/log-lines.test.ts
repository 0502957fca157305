import { expect, onTestFinished, test } from 'vitest';
import { expectProblem } from './testing/expect-problem.ts';
import { createTestApp, sameOrigin } from './testing/test-app.ts';

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly reqId?: string;
  readonly route?: string;
  readonly status?: number;
  readonly principal?: string;
  readonly err?: { readonly message: string; readonly code?: string };
}

async function setUp() {
  const written: string[] = [];
  const server = await createTestApp({ logTo: { write: (line) => { written.push(line); } } });
  onTestFinished(() => server.app.close());
  const admin = await server.token({ kind: 'operator', role: 'admin' });
  return { server, admin, written, bearer: { authorization: `Bearer ${admin.token}` }, lines: () => written.map((line) => JSON.parse(line) as Line) };
}

test('the log of logins, new tokens and failures holds no token, cookie, code or header of any of them', async () => {
  const { server, written, admin, bearer } = await setUp();
  const { app } = server;
  const secretOf = (token: string) => token.slice(-43);
  const { url } = (await app.inject({ method: 'POST', url: '/createLoginLink', headers: bearer })).json<{ url: string }>();
  const code = url.split('=')[1] ?? '';
  const cookie = String((await app.inject({ method: 'POST', url: '/login', headers: sameOrigin, payload: { code } })).headers['set-cookie']).split(/[=;]/)[1] ?? '';
  const session = { ...sameOrigin, cookie: `sora_session=${cookie}` };
  const { token } = (await app.inject({ method: 'POST', url: '/admin_createToken', headers: session, payload: { kind: 'ingest', name: 'phones' } })).json<{ token: string }>();
  const wrong = `sora_op_0123456789abcdef_${'w'.repeat(43)}`;
  const unreadable = '{"code":"half-a-body-with-a-code';
  await app.inject({ url: '/getSession', headers: { authorization: `Bearer ${wrong}` } });
  await app.inject({ url: `/getSession?token=${token}&code=${code}`, headers: { authorization: 'Basic c29tZW9uZTpwYXNzd29yZA==' } });
  await app.inject({ url: `/nowhere/${token}?code=${code}` });
  await app.inject({ method: 'POST', url: '/login', headers: sameOrigin, payload: { code } });
  await app.inject({ method: 'POST', url: '/login', headers: sameOrigin, payload: unreadable });
  server.credentials.list = async () => { throw new Error('boom'); };
  await app.inject({ url: '/admin_listTokens', headers: session });
  await app.inject({ method: 'POST', url: '/logout', headers: session });
  const log = written.join('');
  expect(written.length).toBeGreaterThanOrEqual(11);
  for (const secret of [secretOf(admin.token), secretOf(token), code, cookie, 'w'.repeat(43), 'c29tZW9uZTpwYXNzd29yZA==', 'half-a-body']) {
    expect(secret.length).toBeGreaterThan(8);
    expect(log).not.toContain(secret);
  }
});

test('a line says which endpoint answered whom with what, and its request id is the instance of the problem', async () => {
  const { server, admin, bearer, lines } = await setUp();
  const { instance } = expectProblem(await server.app.inject({ url: '/getMetricsDashboard?layer=WEB', headers: bearer }), 'bad-request');
  expect(lines()).toMatchObject([{ level: 'info', msg: 'answered', node: 'node-under-test', method: 'GET', route: '/getMetricsDashboard', status: 400, principal: admin.id, durationMs: expect.any(Number) }]);
  expect(instance).toBe(`urn:sora:request:${lines()[0]?.reqId}`);
});

test('a failure of ours is in the log with its cause and code, under the same id as its answer', async () => {
  const { server, bearer, lines } = await setUp();
  server.credentials.list = async () => { throw Object.assign(new Error('no route to the database'), { code: 'EHOSTUNREACH' }); };
  const { instance } = expectProblem(await server.app.inject({ url: '/admin_listTokens', headers: bearer }), 'internal');
  const [failure, answer] = lines();
  expect(failure).toMatchObject({ level: 'error', msg: 'failed', err: { message: 'no route to the database', code: 'EHOSTUNREACH' } });
  expect(answer).toMatchObject({ level: 'warn', status: 500 });
  expect(new Set([failure?.reqId, answer?.reqId].map((id) => `urn:sora:request:${id}`))).toEqual(new Set([instance]));
});

test('an answer that went well is a line for who debugs, and nothing for others', async () => {
  const { server, lines } = await setUp();
  await server.app.inject({ url: '/healthz' });
  expect(lines()).toMatchObject([{ level: 'debug', route: '/healthz', status: 200 }]);
});

test('the log of users’ sessions holds neither an identity token nor its claims nor the token of a session', async () => {
  const written: string[] = [];
  const { app, clock } = await createTestApp({ dev: true, logTo: { write: (line) => { written.push(line); } } });
  onTestFinished(() => app.close());
  const post = (url: string, payload: string | object, headers: Readonly<Record<string, string>> = {}) => app.inject({ method: 'POST', url, payload, headers: { host: sameOrigin.host, ...headers } });
  const identity = async () => (await post('/v1/dev/identity', { userId: 'alice.the.private.person' })).json<{ identityToken: string }>().identityToken;
  const [jwt, expired] = [await identity(), await identity()];
  const { token } = (await post('/v1/sessions', { identityToken: jwt })).json<{ token: string }>();
  const headers = { authorization: `Bearer ${token}` };
  await app.inject({ url: `/v1/wallets/alice.the.private.person?token=${token}`, headers });
  await post('/v1/sessions', { identityToken: `${jwt}x` });
  await post('/v1/sessions', `{"identityToken":"${jwt}`);
  await post('/v1/sessions', { identityToken: [jwt] });
  clock.advance(3_600_000);
  await post('/v1/sessions', { identityToken: expired });
  await post('/v1/sessions/end', {}, headers);
  await post('/v1/sessions/end', {}, headers);
  const log = written.join('');
  expect(written.length).toBe(10);
  for (const secret of [...jwt.split('.'), ...expired.split('.'), token.slice(-43), 'alice.the.private.person']) expect(log).not.toContain(secret);
});
