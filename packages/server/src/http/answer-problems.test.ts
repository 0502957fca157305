import type { AddressInfo } from 'node:net';
import { SoraError } from '@sora/core';
import { expect, onTestFinished, test } from 'vitest';
import { expectProblem } from './testing/expect-problem.ts';
import { rawRequest } from './testing/raw-request.ts';
import { createTestApp } from './testing/test-app.ts';

async function listening() {
  const server = await createTestApp();
  onTestFinished(() => server.app.close());
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  return { ...server, port: (server.app.server.address() as AddressInfo).port };
}

test.for([
  ['headers of 20 KB', `GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 'headers'],
  ['an address of 20 KB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 'headers'],
  ['something that is not HTTP', '\x16\x03\x01 hello, is this TLS?\r\n\r\n', 'request'],
  ['a header without a colon', 'GET /healthz HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n', 'request'],
  ['two lengths of one body', 'POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 'request'],
  ['a length beside chunks', 'POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}', 'request'],
  ['a chunk of no size', 'POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n', 'request'],
] as const)('%s is answered with a problem, and the server goes on', async ([, bytes, path]) => {
  const { port } = await listening();
  const answer = await rawRequest(port, bytes);
  expect(expectProblem(answer, 'bad-request').errors).toMatchObject([{ path }]);
  expect(answer.headers['connection']).toBe('close');
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

test.for(['/%2e%2e/healthz', '/../healthz', '/status/../healthz', '/./healthz', '//healthz', '/\\healthz'])('dots and slashes in %s lead nowhere', async (path) => {
  const { port } = await listening();
  expectProblem(await rawRequest(port, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`), 'not-found');
});

test('a sender that hangs up in the middle of its body leaves the server as it was', async () => {
  const { port } = await listening();
  const controller = new AbortController();
  const body = new ReadableStream({ start: (stream) => { stream.enqueue(new TextEncoder().encode('{"code":')); } });
  const asked = fetch(`http://127.0.0.1:${port}/login`, { method: 'POST', body, duplex: 'half', signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await expect(asked).rejects.toThrow();
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

test('a failure that nobody foresaw tells the asker nothing but its id', async () => {
  const { app, credentials, token } = await createTestApp();
  const { token: text } = await token({ kind: 'operator', role: 'admin' });
  credentials.list = async () => { throw new Error('relation "credential" at 10.0.0.5 with password hunter2'); };
  const answer = await app.inject({ url: '/admin_listTokens', headers: { authorization: `Bearer ${text}` } });
  expect(Object.keys(expectProblem(answer, 'internal'))).not.toContain('detail');
  expect(answer.body).not.toMatch(/hunter2|10\.0\.0\.5|relation/);
});

test('a database that is away is answered with 503 and when to come again', async () => {
  const { app, credentials, token } = await createTestApp();
  const { token: text } = await token({ kind: 'operator', role: 'admin' });
  credentials.list = async () => { throw new SoraError('database-unavailable'); };
  const answer = await app.inject({ url: '/admin_listTokens', headers: { authorization: `Bearer ${text}` } });
  expect(expectProblem(answer, 'database-unavailable').retryAfterMs).toBe(5_000);
});

test('every problem has an instance of its own', async () => {
  const { app } = await createTestApp();
  const instances = await Promise.all(Array.from({ length: 3 }, async () => expectProblem(await app.inject({ url: '/nowhere' }), 'not-found').instance));
  expect(new Set(instances).size).toBe(3);
});
