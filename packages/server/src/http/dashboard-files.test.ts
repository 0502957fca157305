import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { expectProblem } from './testing/expect-problem.ts';
import { rawRequest } from './testing/raw-request.ts';
import { createTestApp, sameOrigin } from './testing/test-app.ts';

const headers = { host: sameOrigin.host };

/** A built page, with a secret beside its folder. */
async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'sora-dashboard-'));
  const built = join(folder, 'dist');
  await mkdir(join(built, 'assets'), { recursive: true });
  await Promise.all([['index.html', '<!doctype html><p>SORA'], ['favicon.svg', '<svg/>'], ['assets/index-A1b2.js', 'export {}'], ['../secret.txt', 'secret']].map(([name = '', text = '']) => writeFile(join(built, name), text)));
  const server = await createTestApp({ dashboardDir: built });
  onTestFinished(async () => {
    await server.app.close();
    await rm(folder, { recursive: true });
  });
  return { server, get: (url: string) => server.app.inject({ url, headers }) };
}

test('files with a hash in their name are kept for ever, the page is asked for again', async () => {
  const { get } = await setUp();
  const answers = await Promise.all(['/', '/index.html', '/favicon.svg', '/assets/index-A1b2.js'].map(get));
  expect(answers.map(({ statusCode, headers: { 'cache-control': cache } }) => [statusCode, cache])).toEqual([[200, 'no-cache'], [200, 'no-cache'], [200, 'no-cache'], [200, 'public, max-age=31536000, immutable']]);
  expect(answers.map((answer) => answer.headers['content-type'])).toEqual(['text/html; charset=utf-8', 'text/html; charset=utf-8', 'image/svg+xml', expect.stringContaining('javascript')]);
  for (const answer of answers) expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-security-policy': expect.stringContaining("script-src 'self'") });
});

test('a page that did not change is not sent again', async () => {
  const { server, get } = await setUp();
  const { etag } = (await get('/')).headers;
  const again = await server.app.inject({ url: '/', headers: { ...headers, 'if-none-match': String(etag) } });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test.for(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/../../secret.txt', '/assets/..%2f..%2fsecret.txt', '/%2e%2e%2fsecret.txt', '/..\\secret.txt', '/assets/%00', '/assets', '/assets/', '/assets/old-C3d4.js', '//etc/passwd'])('%s leads nowhere', async (path) => {
  const { server } = await setUp();
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;
  const answer = await rawRequest(port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
  expectProblem(answer, 'not-found');
});

test.for(['/', '/index.html', '/assets/index-A1b2.js'])('%s is not served under a name that was pointed at this machine', async (url) => {
  const { server } = await setUp();
  expectProblem(await server.app.inject({ url, headers: { host: 'evil.example:4200' } }), 'host-refused');
});

test('a name of ours is served: any spelling of this machine, and what the settings allow', async () => {
  const server = await createTestApp({ environment: { SORA_ALLOWED_HOSTS: 'sora.example, sora.example:8443' } });
  const status = async (host: string) => (await server.app.inject({ url: '/', headers: { host } })).statusCode;
  for (const host of ['127.0.0.1:4200', 'LOCALHOST:4200', '[::1]:4200', 'Sora.Example', 'sora.example:8443']) expect([host, await status(host)]).toEqual([host, 200]);
  for (const host of ['localhost', 'localhost:4201', 'sora.example:4200', 'sora.example.evil', 'xsora.example', 'localhost:4200.evil', 'user@localhost:4200']) expect([host, await status(host)]).toEqual([host, 421]);
});

test('without a built page the address says how to build it', async () => {
  const server = await createTestApp({ dashboardDir: join(tmpdir(), 'sora-no-such-folder') });
  const answer = await server.app.inject({ url: '/', headers });
  expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([200, 'text/plain; charset=utf-8', expect.stringContaining('npm start')]);
});
