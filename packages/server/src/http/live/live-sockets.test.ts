import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { rawRequest } from '../testing/raw-request.ts';
import { createLiveApp, type LiveApp } from './testing/live-app.ts';
import { type LiveClient, liveClient, welcomed } from './testing/live-client.ts';

const soon = { timeout: 5_000, interval: 5 };

const portOf = ({ url }: LiveApp) => Number(new URL(url).port);

async function refusedWith(url: string, options: WebSocket.ClientOptions): Promise<number | undefined> {
  const ws = new WebSocket(`${url.replace('http', 'ws')}/v1/live`, options);
  ws.on('error', () => undefined);
  const [, { statusCode }] = (await once(ws, 'unexpected-response')) as [unknown, { readonly statusCode?: number }];
  ws.terminate();
  return statusCode;
}

describe('the first frame', () => {
  test('brings the token, and is answered with who that is', async () => {
    await using server = await createLiveApp();
    await using client = await liveClient(server.url);
    client.say({ type: 'hello', version: 1, token: (await server.session('alice')).token });
    expect(await client.next('welcome')).toEqual({ type: 'welcome', version: 1, userId: 'alice', heartbeatMs: 25_000 });
  });

  test.each([
    ['a token that is none', { type: 'hello', version: 1, token: 'x' }, 4401],
    ['a token of nobody', { type: 'hello', version: 1, token: `sora_ses_${'0'.repeat(16)}_${'A'.repeat(43)}` }, 4401],
    ['something else', { type: 'subscribe', chat: 'c' }, 4400],
    ['what is unknown', { type: 'greet' }, 4400],
  ])('with %s closes the socket, and tells nothing', async (_name, frame, code) => {
    await using server = await createLiveApp();
    await using client = await liveClient(server.url);
    client.say(frame);
    expect([await client.closed, client.frames]).toEqual([code, []]);
  });

  test.each(['operator', 'service', 'ingest'] as const)('with the right token of kind %s is refused: only users have chats', async (kind) => {
    await using server = await createLiveApp();
    const { token } = await server.token(kind === 'operator' ? { kind, role: 'admin' } : kind === 'service' ? { kind, scopes: ['wallets:read'] } : { kind });
    await using client = await liveClient(server.url);
    client.say({ type: 'hello', version: 1, token });
    expect(await client.closed).toBe(4401);
  });

  test('of another version is answered with those that are spoken and with what works', async () => {
    await using server = await createLiveApp();
    await using client = await liveClient(server.url);
    client.say({ type: 'hello', version: 2, greeting: 'new' });
    expect([await client.closed, client.frames]).toEqual([4426, [{ type: 'upgrade', versions: [1], works: expect.arrayContaining([expect.stringMatching(/^GET \/v1\/chats\//)]) }]]);
  });

  test('that does not come in time closes the socket', async () => {
    await using server = await createLiveApp({ limits: { helloWithinMs: 30 } });
    await using client = await liveClient(server.url);
    expect(await client.closed).toBe(4408);
  });

  test('is said once', async () => {
    await using server = await createLiveApp();
    await using client = await server.client('alice');
    client.say({ type: 'hello', version: 1, token: 'x' });
    expect(await client.next('error')).toMatchObject({ code: 'hello-twice' });
  });
});

describe('a session', () => {
  test('that is ended ends its socket', async () => {
    await using server = await createLiveApp({ limits: { recheckMs: 40 } });
    const { id, token } = await server.session('alice');
    await using client = await welcomed(server.url, token);
    await server.sessions.end({ tenant: 'main', id });
    // What was just looked up is remembered for two seconds.
    server.clock.advance(2_000);
    expect(await client.closed).toBe(4401);
    await expect.poll(() => server.liveChats.sockets, soon).toBe(0);
  });

  test('that expires ends its socket, unless a newer token came', async () => {
    await using server = await createLiveApp({ limits: { recheckMs: 40 }, environment: { SORA_SESSION_DAYS: '1' } });
    await using old = await server.client('alice');
    await using renewed = await server.client('alice');
    server.clock.advance(23 * 60 * 60_000);
    renewed.say({ type: 'token', token: (await server.session('alice')).token });
    await renewed.next('token-accepted');
    server.clock.advance(2 * 60 * 60_000);
    expect(await old.closed).toBe(4401);
    renewed.say({ type: 'ping' });
    expect(await renewed.next('pong')).toMatchObject({ atMs: server.clock.nowMs() });
  });

  test('of another user does not take a socket over', async () => {
    await using server = await createLiveApp();
    await using client = await server.client('alice');
    client.say({ type: 'token', token: (await server.session('bob')).token });
    expect(await client.closed).toBe(4401);
  });
});

describe('the way in', () => {
  test('is open to pages of this host and of hosts that are allowed, and closed to others', async () => {
    await using server = await createLiveApp();
    await using own = await liveClient(server.url, { origin: server.url });
    await using allowed = await liveClient(server.url, { origin: 'https://app.example' });
    for (const { ws } of [own, allowed]) expect(ws.readyState).toBe(WebSocket.OPEN);
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) expect(await refusedWith(server.url, { origin })).toBe(403);
    expect(await refusedWith(server.url, { origin: 'http://rebound.example', headers: { host: 'rebound.example' } })).toBe(403);
  });

  test('is bounded in all, for each address and for each user', async () => {
    await using full = await createLiveApp({ limits: { maxSockets: 1 } });
    await using one = await liveClient(full.url);
    expect([one.ws.readyState, await refusedWith(full.url, {})]).toEqual([WebSocket.OPEN, 503]);
    await using crowded = await createLiveApp({ limits: { maxSocketsPerAddress: 1 } });
    await using first = await liveClient(crowded.url);
    await using second = await liveClient(crowded.url);
    expect([first.ws.readyState, await second.closed, second.frames]).toEqual([WebSocket.OPEN, 1013, [{ type: 'reconnect', afterMs: expect.any(Number) }]]);
    await using busy = await createLiveApp({ limits: { maxSocketsPerUser: 1 } });
    await using alice = await busy.client('alice');
    await using again = await liveClient(busy.url);
    const { token } = await busy.session('alice');
    again.say({ type: 'hello', version: 1, token });
    expect(await again.closed).toBe(4429);
    alice.ws.terminate();
    await expect.poll(() => busy.liveChats.sockets, soon).toBe(0);
    await using later = await welcomed(busy.url, token);
    expect(later.ws.readyState).toBe(WebSocket.OPEN);
  });

  test('answers who asks without an upgrade, and who wants to upgrade something else', async () => {
    await using server = await createLiveApp();
    expect((await rawRequest(portOf(server), 'GET /v1/live HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')).statusCode).toBe(400);
    const upgrade = 'connection: Upgrade\r\nupgrade: h2c\r\n\r\n';
    expect(await rawRequest(portOf(server), `GET /healthz HTTP/1.1\r\nhost: a\r\n${upgrade}`)).toMatchObject({ statusCode: 200, headers: { connection: 'close' } });
    expect((await rawRequest(portOf(server), `GET /nowhere HTTP/1.1\r\nhost: a\r\n${upgrade}`)).statusCode).toBe(404);
    expect((await rawRequest(portOf(server), `GET /v1/live HTTP/1.1\r\nhost: a\r\n${upgrade}`)).statusCode).toBeGreaterThanOrEqual(400);
    expect(server.liveChats.sockets).toBe(0);
  });
});

describe('a frame', () => {
  const closing = async (server: LiveApp, send: (client: LiveClient) => void) => {
    await using client = await server.client('alice');
    send(client);
    return await client.closed;
  };

  test('that is too long, not text, not UTF-8, or one of too many closes the socket, each with its code', async () => {
    await using server = await createLiveApp({ limits: { frameRate: { perSecond: 1, burst: 20 } } });
    expect(await closing(server, ({ ws }) => ws.send('x'.repeat(4_097)))).toBe(1009);
    expect(await closing(server, ({ ws }) => ws.send('x'.repeat(1_048_576)))).toBe(1009);
    expect(await closing(server, ({ ws }) => ws.send(Buffer.from('{}')))).toBe(1003);
    expect(await closing(server, ({ ws }) => ws.send(Buffer.from([0xff, 0xfe]), { binary: false }))).toBe(1007);
    expect(await closing(server, ({ say }) => { for (let n = 0; n < 20; n++) say({ type: 'ping' }); })).toBe(4429);
    expect(server.errors).toEqual([]);
  });

  test('that cannot be obeyed is answered, and the socket lives on', async () => {
    await using server = await createLiveApp({ limits: { maxSubscriptions: 1 } });
    await using client = await server.client('alice');
    client.ws.send('{');
    client.say({ type: 'dance' });
    client.say({ type: 'subscribe', chat: '../../etc' });
    expect([await client.next('error'), await client.next('error'), await client.next('error')]).toMatchObject([{ code: 'malformed' }, { code: 'unknown-type' }, { code: 'bad-field' }]);
    client.say({ type: 'subscribe', chat: 'c' });
    client.say({ type: 'subscribe', chat: 'd' });
    expect(await client.next('unsubscribed')).toMatchObject({ chat: 'd', code: 'too-many-subscriptions' });
  });
});

describe('the heart', () => {
  test('beats, and a socket that does not answer is dead', async () => {
    await using server = await createLiveApp({ limits: { pingMs: 40 } });
    await using alive = await server.client('alice');
    const silent = await liveClient(server.url, { autoPong: false });
    silent.say({ type: 'hello', version: 1, token: (await server.session('bob')).token });
    await silent.next('welcome');
    expect(await silent.closed).toBe(1006);
    expect(alive.ws.readyState).toBe(WebSocket.OPEN);
    await expect.poll(() => server.liveChats.sockets, soon).toBe(1);
  });
});

test('a server that stops tells every client when to come back, and waits for none that does not listen', async () => {
  const server = await createLiveApp();
  const clients = await Promise.all([server.client('alice'), server.client('bob')]);
  const deaf = await server.client('olga');
  deaf.ws.pause();
  await server[Symbol.asyncDispose]();
  for (const client of clients) expect([await client.closed, client.frames.at(-1)]).toEqual([1012, { type: 'reconnect', afterMs: expect.any(Number) }]);
  expect(server.liveChats.sockets).toBe(0);
  deaf.ws.terminate();
});
