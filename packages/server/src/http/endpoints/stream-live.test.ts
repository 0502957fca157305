import { connect } from 'node:net';
import { SoraError } from '@sora/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { expectProblem } from '../testing/expect-problem.ts';
import { readEventStream } from '../testing/event-stream.ts';
import { createTestApp, sameOrigin, type TestApp } from '../testing/test-app.ts';

const recheckMs = 3_000;
let server: TestApp;
let address: string;

beforeEach(async () => {
  server = await createTestApp({ environment: { SORA_ALLOWED_HOSTS: sameOrigin.host } });
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  // Only the recheck's: sockets keep their real time.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(async () => {
  vi.useRealTimers();
  await server.app.close();
});

async function openStream() {
  const { id, token } = await server.token({ kind: 'operator', role: 'viewer' });
  const headers = { authorization: `Bearer ${token}` };
  return { id, reader: await readEventStream(`${address}/streamLive`, headers) };
}

async function openStreamByCookie() {
  const { id } = await server.token({ kind: 'operator', role: 'viewer' });
  const login = await server.app.inject({ method: 'POST', url: '/login', headers: sameOrigin, payload: { code: await server.loginCode(id) } });
  const cookie = String(login.headers['set-cookie']).split(';')[0] ?? '';
  return { cookie, reader: await readEventStream(`${address}/streamLive`, { cookie }) };
}

/** Time passes for credentials and for the recheck. */
async function pass(ms: number): Promise<void> {
  server.clock.advance(ms);
  await vi.advanceTimersByTimeAsync(ms);
}

const database = { event: 'database', data: { state: 'available', sinceMs: 0 } };
const signal = (atMs: number) => ({ event: 'flushed', data: { atMs } }) as const;

test('a stream begins with how the database is, then passes on what happens', async () => {
  const { reader } = await openStream();
  expect(await reader.next()).toEqual(database);
  server.live.publish(signal(7));
  server.live.publish({ event: 'database', data: { state: 'unavailable', sinceMs: 8 } });
  expect([await reader.next(), await reader.next()]).toEqual([signal(7), { event: 'database', data: { state: 'unavailable', sinceMs: 8 } }]);
});

test('a stream carries the security headers and is never stored', async () => {
  const { token } = await server.token({ kind: 'operator', role: 'viewer' });
  const { headers, body } = await fetch(`${address}/streamLive`, { headers: { authorization: `Bearer ${token}` } });
  await body?.cancel();
  expect(Object.fromEntries(headers)).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-accel-buffering': 'no', 'content-security-policy': expect.stringContaining("default-src 'none'") });
});

test('a stream ends within one recheck of its logout; one of another session goes on', async () => {
  const [mine, other] = [await openStreamByCookie(), await openStreamByCookie()];
  for (const { reader } of [mine, other]) expect(await reader.next()).toEqual(database);
  await server.app.inject({ method: 'POST', url: '/logout', headers: { ...sameOrigin, cookie: mine.cookie } });
  await pass(recheckMs);
  expect([await mine.reader.next(), await mine.reader.next()]).toEqual([{ event: 'ended', data: { code: 'unauthenticated' } }, undefined]);
  server.live.publish(signal(1));
  expect(await other.reader.next()).toEqual(signal(1));
});

test('a stream ends within one recheck of a revocation made on another server', async () => {
  const [mine, other] = [await openStream(), await openStream()];
  for (const { reader } of [mine, other]) expect(await reader.next()).toEqual(database);
  await pass(recheckMs);
  await server.revoke(mine.id);
  await pass(recheckMs);
  expect([await mine.reader.next(), await mine.reader.next()]).toEqual([{ event: 'ended', data: { code: 'unauthenticated' } }, undefined]);
  server.live.publish(signal(1));
  expect(await other.reader.next()).toEqual(signal(1));
});

test('a stream stays open while nobody can ask the database who may', async () => {
  const { reader } = await openStream();
  expect(await reader.next()).toEqual(database);
  server.credentials.find = async () => { throw new SoraError('database-unavailable'); };
  server.clock.advance(20 * 60_000);
  await pass(recheckMs);
  server.live.publish(signal(1));
  expect(await reader.next()).toEqual(signal(1));
});

test('a reader that leaves is forgotten, with its recheck', async () => {
  const readers = await Promise.all(Array.from({ length: 5 }, () => openStream()));
  await vi.waitFor(() => expect([server.live.subscribers, vi.getTimerCount()]).toEqual([5, 5]));
  for (const { reader } of readers) reader.leave();
  await vi.waitFor(() => expect([server.live.subscribers, vi.getTimerCount()]).toEqual([0, 0]));
});

test('a reader that was ended is forgotten, with its recheck', async () => {
  const { id, reader } = await openStream();
  await server.revoke(id);
  await pass(recheckMs);
  expect([await reader.next(), await reader.next(), await reader.next()]).toEqual([database, { event: 'ended', data: { code: 'unauthenticated' } }, undefined]);
  await vi.waitFor(() => expect([server.live.subscribers, vi.getTimerCount()]).toEqual([0, 0]));
});

test('a reader that leaves while its credential is looked up is forgotten too', async () => {
  const { token } = await server.token({ kind: 'operator', role: 'viewer' });
  const { find } = server.credentials;
  const gone = Promise.withResolvers<void>();
  server.credentials.find = async (id) => {
    await gone.promise;
    return find(id);
  };
  const controller = new AbortController();
  const asked = fetch(`${address}/streamLive`, { headers: { authorization: `Bearer ${token}` }, signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await expect(asked).rejects.toThrow();
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  gone.resolve();
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  expect([server.live.subscribers, vi.getTimerCount()]).toEqual([0, 0]);
});

test('a reader that reads nothing is dropped before it costs much memory, and others hear everything', async () => {
  const { token } = await server.token({ kind: 'operator', role: 'viewer' });
  const slow = connect({ host: '127.0.0.1', port: Number(new URL(address).port) });
  slow.on('error', () => undefined);
  slow.pause();
  slow.write(`GET /streamLive HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  await vi.waitFor(() => expect(server.live.subscribers).toBe(1));
  const { reader } = await openStream();
  expect(await reader.next()).toEqual(database);
  // What the operating system holds for it comes on top of our own limit, hence so much.
  for (let sent = 0; sent < 2_000 && server.live.subscribers === 2; sent += 1) {
    for (let line = 0; line < 100; line += 1) server.live.publish(signal(sent));
    for (let line = 0; line < 100; line += 1) expect(await reader.next()).toEqual(signal(sent));
  }
  await vi.waitFor(() => expect(server.live.subscribers).toBe(1));
  slow.destroy();
});

test('a server that stops ends its streams', async () => {
  const { reader } = await openStream();
  expect(await reader.next()).toEqual(database);
  await server.app.close();
  expect(await reader.next()).toEqual({ event: 'closing', data: {} });
  expect(await reader.next()).toBeUndefined();
  expect([server.live.subscribers, vi.getTimerCount()]).toEqual([0, 0]);
});

test('a thousand streams are open at most', async () => {
  const stops = Array.from({ length: 1_000 }, () => server.live.subscribe(() => undefined));
  const { token } = await server.token({ kind: 'operator', role: 'viewer' });
  expectProblem(await server.app.inject({ url: '/streamLive', headers: { authorization: `Bearer ${token}` } }), 'overloaded');
  stops.forEach((stop) => stop());
});
