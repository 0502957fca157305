import { afterAll, expect, test } from 'vitest';
import { methodsByPath } from './endpoint-paths.ts';
import { endpoints } from './endpoints/index.ts';
import { createTestApp } from './testing/test-app.ts';

const ours = 'https://app.example';
const server = await createTestApp({ dev: true, environment: { SORA_APP_ORIGINS: `${ours}, http://localhost:5173` } });
afterAll(() => server.app.close());

const sharing = (headers: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control')));
const ask = (method: 'GET' | 'POST' | 'OPTIONS', url: string, origin: string) => server.app.inject({ method, url, headers: { origin, ...(method === 'OPTIONS' ? { 'access-control-request-method': 'POST' } : {}) } });

test('a page of the app may ask, and read refusals and Retry-After too', async () => {
  const refused = await ask('GET', '/v1/chats', ours);
  expect([refused.statusCode, sharing(refused.headers), refused.headers['vary']]).toEqual([401, { 'access-control-allow-origin': ours, 'access-control-expose-headers': 'retry-after' }, expect.stringContaining('Origin')]);
});

test('the browser’s question before it is answered with what the path takes', async () => {
  const answer = await ask('OPTIONS', '/v1/chats/c1/messages', ours);
  expect([answer.statusCode, sharing(answer.headers)]).toEqual([204, {
    'access-control-allow-origin': ours, 'access-control-expose-headers': 'retry-after', 'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type, idempotency-key', 'access-control-max-age': '7200',
  }]);
});

test.each(['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'https://app.example:8443', 'null', 'HTTPS://APP.EXAMPLE'])('a page of %s reads nothing', async (origin) => {
  for (const answer of [await ask('GET', '/v1/chats', origin), await ask('OPTIONS', '/v1/chats', origin)]) expect(sharing(answer.headers)).toEqual({});
});

test('nothing that an engineer’s cookie or token opens is shared, and no answer lets a browser send a cookie along', async () => {
  const opened = new Set<string>();
  for (const [path] of methodsByPath(endpoints)) {
    const headers = sharing((await ask('OPTIONS', path.replaceAll(/:(\w+)/g, 'x'), ours)).headers);
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    if (headers['access-control-allow-origin'] !== undefined) opened.add(path);
  }
  const kinds = new Set(endpoints.filter(({ name }) => opened.has(`/${name}`)).map(({ access, name }) => (access.kind === 'public' ? name : access.kind)));
  expect(kinds).toEqual(new Set(['user', 'user-or-service', 'ingest', 'createUserSession', 'createDevIdentity', 'healthz']));
});

test('without such a setting nothing is shared with anybody', async () => {
  await using closed = { server: await createTestApp(), async [Symbol.asyncDispose]() { await this.server.app.close(); } };
  const answer = await closed.server.app.inject({ method: 'GET', url: '/v1/chats', headers: { origin: ours } });
  expect([sharing(answer.headers), answer.headers['vary']]).toEqual([{}, undefined]);
});
