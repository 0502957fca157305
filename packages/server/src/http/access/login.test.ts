import { expect, onTestFinished, test } from 'vitest';
import { createTestApp, sameOrigin, type TestApp, type TestAppOptions } from '../testing/test-app.ts';
import { expectProblem } from '../testing/expect-problem.ts';

const aMinuteMs = 60_000;

async function setUp(options: TestAppOptions = {}) {
  const server = await createTestApp(options);
  onTestFinished(() => server.app.close());
  const viewer = await server.token({ kind: 'operator', role: 'viewer' }, { name: 'Ada' });
  return { server, viewer, code: await server.loginCode(viewer.id) };
}

const login = ({ app }: TestApp, code: string, headers: Readonly<Record<string, string>> = sameOrigin) => app.inject({ method: 'POST', url: '/login', headers, payload: { code } });

const cookieOf = async (server: TestApp, code: string, headers?: Readonly<Record<string, string>>) => String((await login(server, code, headers)).headers['set-cookie']);

test('a login link opens one session with the rights of its token, once', async () => {
  const { server, code } = await setUp();
  const first = await login(server, code);
  expect([first.statusCode, first.body]).toEqual([204, '']);
  const session = await server.app.inject({ url: '/getSession', headers: { ...sameOrigin, cookie: String(first.headers['set-cookie']).split(';')[0] } });
  expect(session.json()).toMatchObject({ name: 'Ada', role: 'viewer', tenant: 'main' });
  const second = await login(server, code);
  expectProblem(second, 'link-used');
  expect(second.headers['set-cookie']).toBeUndefined();
});

test('a link works until its tenth minute ends, and not after', async () => {
  const { server, viewer, code } = await setUp();
  const late = await server.loginCode(viewer.id);
  server.clock.advance(10 * aMinuteMs - 1);
  expect((await login(server, code)).statusCode).toBe(204);
  server.clock.advance(1);
  expectProblem(await login(server, late), 'link-used');
});

test('an unknown code is refused like a used one', async () => {
  const { server } = await setUp();
  expectProblem(await login(server, 'x'.repeat(43)), 'link-used');
});

test('of twenty who redeem one link at once exactly one comes in', async () => {
  const { server, code } = await setUp();
  const answers = await Promise.all(Array.from({ length: 20 }, () => login(server, code)));
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([204, ...Array.from({ length: 19 }, () => 410)]);
});

test('a link of a token that was revoked or has expired since opens nothing', async () => {
  const { server, viewer, code } = await setUp();
  const short = await server.token({ kind: 'operator', role: 'viewer' }, { validMs: aMinuteMs });
  const ofShort = await server.loginCode(short.id);
  await server.revoke(viewer.id);
  server.clock.advance(aMinuteMs);
  expectProblem(await login(server, code), 'link-used');
  expectProblem(await login(server, ofShort), 'link-used');
});

test.for([
  ['from a page of another site', 'origin-refused', { host: sameOrigin.host, origin: 'https://evil.example' }],
  ['from another port of this machine', 'origin-refused', { host: sameOrigin.host, origin: 'http://127.0.0.1:4201' }],
  ['from a sandboxed page', 'origin-refused', { host: sameOrigin.host, origin: 'null' }],
  ['without saying where it comes from', 'origin-refused', { host: sameOrigin.host }],
  ['under a name that was pointed at this machine', 'host-refused', { host: 'evil.example:4200', origin: 'http://evil.example:4200' }],
  ['through a proxy that nobody trusts', 'host-refused', { host: 'evil.example', origin: sameOrigin.origin, 'x-forwarded-host': sameOrigin.host }],
] as const)('a login %s is refused, and its link still works', async ([, problem, headers]) => {
  const { server, code } = await setUp();
  expectProblem(await login(server, code, headers), problem);
  expect((await login(server, code)).statusCode).toBe(204);
});

test('the cookie is out of reach for scripts and other sites, for every path, for sixteen hours', async () => {
  const { server, code } = await setUp();
  expect(await cookieOf(server, code)).toMatch(/^sora_session=[\w-]{43}; Max-Age=57600; Path=\/; HttpOnly; SameSite=Strict$/);
});

test('the cookie is Secure behind a trusted proxy that speaks TLS, and only then', async () => {
  const proxied = { ...sameOrigin, host: '10.0.0.7:4200', origin: 'https://sora.example', 'x-forwarded-host': 'sora.example', 'x-forwarded-proto': 'https' };
  const allowed = { SORA_ALLOWED_HOSTS: 'sora.example' };
  const trusting = await setUp({ environment: { ...allowed, SORA_TRUSTED_PROXIES: '127.0.0.1' } });
  expect(await cookieOf(trusting.server, trusting.code, proxied)).toContain('; Secure');
  const direct = await setUp({ environment: allowed });
  expect(await cookieOf(direct.server, direct.code, { ...sameOrigin, 'x-forwarded-proto': 'https' })).not.toContain('Secure');
});

test('a link, its use, and the end of its session are events with the one who did it', async () => {
  const { server, viewer } = await setUp();
  const bearer = { authorization: `Bearer ${viewer.token}`, host: sameOrigin.host };
  const { url } = (await server.app.inject({ method: 'POST', url: '/createLoginLink', headers: bearer })).json<{ url: string }>();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:4200\/#login=[\w-]{43}$/);
  const cookie = (await cookieOf(server, url.split('=')[1] ?? '')).split(';')[0];
  await server.app.inject({ method: 'POST', url: '/logout', headers: { ...sameOrigin, cookie } });
  const actor = { kind: 'token', id: viewer.id, name: 'Ada' };
  const events = await server.events.read({ tenant: 'main', limit: 10 });
  expect(events.map(({ type, subject, actor: who }) => ({ type, subject, actor: who }))).toEqual(['LOGOUT', 'LOGIN', 'LOGIN_LINK_CREATED'].map((type) => ({ type, subject: 'Ada', actor })));
});
