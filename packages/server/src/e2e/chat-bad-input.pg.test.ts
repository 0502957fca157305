import { stampOf } from '@sora/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { upTo } from '../http/live/testing/live-app.ts';
import { liveClient } from '../http/live/testing/live-client.ts';
import { expectProblem } from '../http/testing/expect-problem.ts';
import { rawRequest } from '../http/testing/raw-request.ts';
import { type ChatServers, startChatServers } from './testing/chat-servers.ts';

let servers: ChatServers;
beforeAll(async () => {
  servers = await startChatServers();
  await openGroup('c');
});
afterAll(() => servers[Symbol.asyncDispose]());

/** A group of olga with alice and bob. */
async function openGroup(chat: string): Promise<void> {
  await servers.call(servers.key, '/v1/chats', { body: { id: chat, kind: 'group', userId: 'olga' } });
  for (const memberId of ['alice', 'bob']) await servers.call(servers.key, `/v1/chats/${chat}/members`, { body: { memberId } });
}

const as = async (userId: string, path: string, body?: object | string | Uint8Array, at: 0 | 1 = 0) => servers.call(await servers.user(userId), path, { at, ...(body === undefined ? {} : { body }) });
const say = (userId: string, installSeq: number, text: unknown = 'Hello', chat = 'c') => as(userId, `/v1/chats/${chat}/messages`, { install: 'phone', installSeq, text });
const lastSeqOf = async (chat: string) => (await as('olga', `/v1/chats/${chat}`)).json<{ readonly lastSeq: number }>().lastSeq;

describe('over HTTP, by real servers,', () => {
  test.for<[string, string]>([
    ['of a megabyte', 'x'.repeat(1_048_576)], ['with NUL', 'a\0b'], ['with an escape', 'a\u001b[31m'], ['with a control character of C1', 'a\u0085b'], ['with a carriage return', 'a\rb'],
    ['that turns the writing around', 'pay \u202e001'], ['that isolates a stretch of it', 'a\u2067b\u2069'], ['with half a character', 'a\ud800b'], ['of nothing', ''],
  ])('a text %s is refused and named, and nothing is written', async ([, text]) => {
    const before = await lastSeqOf('c');
    expect(expectProblem(await say('alice', 900, text), 'bad-request').errors).toMatchObject([{ path: 'text' }]);
    expect(await lastSeqOf('c')).toBe(before);
  });

  test('what people write stays as it is: every script, emoji with joiners, marks of direction that turn nothing, tabs and newlines', async () => {
    const texts = ['مرحبا \u200fשלום\u200e', '👩‍👩‍👧 नमस्ते', 'e\u0301 \u00e9', 'a\tb\nc', '𝕏 \u{10ffff}'];
    for (const [n, text] of texts.entries()) expect((await say('bob', n + 1, text)).json()).toMatchObject({ message: { text } });
    const { entries } = (await as('alice', '/v1/chats/c/messages?from=1', undefined, 1)).json<{ readonly entries: readonly { readonly text: string }[] }>();
    expect(entries.map(({ text }) => text)).toEqual(expect.arrayContaining(texts));
  });

  test('bytes that are no UTF-8, and more than any body may have, are refused', async () => {
    const broken = Buffer.from([...Buffer.from('{"install":"p","installSeq":1,"text":"'), 0xc3, 0x28, 0xff, ...Buffer.from('"}')]);
    expectProblem(await as('alice', '/v1/chats/c/messages', broken), 'malformed-body');
    // Refused by its head: who would go on sending may find the connection closed before they have read the answer.
    const head = `POST /v1/chats/c/messages HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${await servers.user('alice')}\r\nconnection: close\r\ncontent-length: 5242880\r\n\r\n`;
    expectProblem(await rawRequest(Number(new URL(servers.urls[0]).port), head), 'body-too-large');
  });

  // As they stand in the request, since clients tidy a path up before they send it.
  test.for(['%2e%2e', '..%2f..%2fetc', '%2e', 'c%00', 'c%0a', 'c%0d%0aX-A:1', 'a%2fb', '%ef%bc%8e%ef%bc%8e', '%c3%bc', '%e2%80%ae', '%20c', 'c%3fx', '%25', `${'x'.repeat(65)}`, '%c3%28', '%zz', '%'])('an address with the chat %s leads to no chat', async (chat) => {
    const token = await servers.user('alice');
    for (const [line, body] of [[`GET /v1/chats/${chat}`, ''], [`POST /v1/chats/${chat}/messages`, '{"install":"p","installSeq":1,"text":"x"}']] as const) {
      const answer = await rawRequest(Number(new URL(servers.urls[0]).port), `${line} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      expect([400, 404]).toContain(answer.statusCode);
      expect(answer.body).toMatch(/"code":"(bad-request|malformed-body|not-found)"/);
    }
  });

  test.for(['/v1/chats/../wallets/alice', '/v1/chats/./c', '/v1/chats//c', '/v1/chats/c/../../..'])('the path %s is taken by its letter and leads nowhere', async (path) => {
    const answer = await rawRequest(Number(new URL(servers.urls[0]).port), `GET ${path} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${await servers.user('alice')}\r\nconnection: close\r\n\r\n`);
    expect([400, 404]).toContain(answer.statusCode);
  });

  test('what another wrote is not edited by anybody, and not deleted by a member', async () => {
    await openGroup('edits');
    await say('alice', 1, 'Mine', 'edits');
    const change = (userId: string, what: 'edit' | 'delete', at: 0 | 1) => as(userId, `/v1/chats/edits/messages/1/${what}`, { install: 'p', installSeq: 1, text: 'Yours' }, at);
    for (const [userId, what, at] of [['bob', 'edit', 0], ['olga', 'edit', 1], ['bob', 'delete', 1]] as const) expectProblem(await change(userId, what, at), 'not-allowed');
    expectProblem(await change('zoe', 'edit', 0), 'unknown-chat');
    expect(await lastSeqOf('edits')).toBe(1);
  });

  test('a deleted text is gone from both servers and from the database, and the digest is what it was', async () => {
    await openGroup('gone');
    await say('alice', 1, 'a secret word', 'gone');
    await as('alice', '/v1/chats/gone/messages/1/edit', { install: 'phone', installSeq: 2, text: 'another secret word' });
    const digestAt = async (seq: number) => (await as('bob', `/v1/chats/gone/digest?at=${seq}`, undefined, 1)).json<{ readonly digest: string }>().digest;
    const before = await digestAt(2);
    await as('olga', '/v1/chats/gone/messages/1/delete', { install: 'web', installSeq: 1 });
    for (const at of [0, 1] as const) expect((await as('bob', '/v1/chats/gone/messages?from=1', undefined, at)).body).not.toContain('secret');
    expect((await servers.database.pool.query(`select from entry where text like '%secret%'`)).rowCount).toBe(0);
    expect(await digestAt(2)).toBe(before);
  });

  test('a member who is removed by one server while they send through both has each message answered: written and kept, or no chat of theirs', async () => {
    await openGroup('removal');
    const sends = Array.from({ length: 60 }, async (_, n) => [n + 1, await as('alice', '/v1/chats/removal/messages', { install: 'phone', installSeq: n + 1, text: `${n}` }, n % 2 === 0 ? 0 : 1)] as const);
    const removed = await as('olga', '/v1/chats/removal/members/alice/remove', {});
    expect(removed.json()).toEqual({ wasMember: true });
    const answers = await Promise.all(sends);
    const written = answers.filter(([, { statusCode }]) => statusCode === 200);
    for (const [, answer] of answers) if (answer.statusCode !== 200) expectProblem(answer, 'unknown-chat');
    expect(await lastSeqOf('removal')).toBe(written.length);
    expectProblem(await say('alice', 99, 'Still here?', 'removal'), 'unknown-chat');
    for (const [installSeq] of written.slice(0, 3)) expect((await as('alice', '/v1/chats/removal/messages', { install: 'phone', installSeq, text: `${installSeq - 1}` })).json()).toMatchObject({ kind: 'replayed' });
  });

  test('a clock a year ahead wins no longer than a minute, one a year behind loses and is told what stands [CON-1]', async () => {
    const yearMs = 365 * 86_400_000;
    const write = async (install: string, value: string, offsetMs: number) => {
      const stamp = stampOf({ ms: Date.now() + offsetMs, count: 0 }, install);
      return (await as('alice', '/v1/documents/profile/alice', { install, fields: { about: { value, stamp } } })).json<{ readonly fields: { readonly about: { readonly stamp: string } } }>().fields.about;
    };
    const ahead = await write('phone', 'future', yearMs);
    expect(ahead).toMatchObject({ kind: 'won', isPulledBack: true });
    expect(Number.parseInt(ahead.stamp.slice(0, 12), 16)).toBeLessThanOrEqual(Date.now() + 60_000);
    expect(await write('watch', 'past', -yearMs)).toMatchObject({ kind: 'lost', current: { value: 'future' } });
    expect(await write('tablet', 'later', 120_000)).toMatchObject({ kind: expect.stringMatching(/won|lost/), isPulledBack: true });
  });
});

describe('over a socket of a real server', () => {
  test('an unknown version of the protocol is told which are spoken and what works, and that works', async () => {
    const client = await liveClient(servers.urls[1]);
    client.say({ type: 'hello', version: 99, token: 'whatever' });
    expect(await client.closed).toBe(4426);
    expect(client.frames).toEqual([{ type: 'upgrade', versions: [1], works: ['GET /v1/chats/{chatId}/messages', 'GET /v1/chats/{chatId}/digest', 'POST /v1/chats/{chatId}/messages'] }]);
    expect([(await as('bob', '/v1/chats/c/messages?from=1')).statusCode, (await as('bob', '/v1/chats/c/digest')).statusCode, (await say('bob', 50)).statusCode]).toEqual([200, 200, 200]);
  });

  test('a frame of a megabyte, one that is not UTF-8 and one that is no text each end the socket with their code', async () => {
    const endings: readonly (readonly [Buffer | string, object, number])[] = [['x'.repeat(1_048_576), {}, 1009], [Buffer.from([0xc3, 0x28]), { binary: false }, 1007], [Buffer.from('{}'), { binary: true }, 1003]];
    for (const [data, options, code] of endings) {
      const client = await servers.client('bob', 0);
      client.ws.send(data, options);
      expect(await client.closed).toBe(code);
    }
  });

  test('chats with path tricks are named and refused, and the socket lives on', async () => {
    const client = await servers.client('bob', 0);
    for (const chat of ['../c', '%2e%2e', 'c\0', 'ü', '\u202ec', '', 5, null]) {
      client.say({ type: 'subscribe', chat });
      expect(await client.next('error')).toMatchObject({ code: 'bad-field' });
    }
    client.say({ type: 'ping' });
    await client.next('pong');
    client.ws.terminate();
  });

  test('one that does not read keeps nobody waiting and is not queued for: once it reads it is told to fetch what it missed', async () => {
    await openGroup('flood');
    const [deaf, reader] = [await servers.client('alice', 0), await servers.client('bob', 0)];
    for (const client of [deaf, reader]) {
      client.say({ type: 'subscribe', chat: 'flood', from: 1 });
      await client.next('subscribed');
    }
    deaf.ws.pause();
    // Three times what a server keeps at hand of one chat, and what the kernel takes.
    const count = 800;
    const write = (installSeq: number) => servers.call(servers.key, '/v1/chats/flood/messages', { body: { userId: 'olga', install: 'desk', installSeq, text: 'x'.repeat(16_000) } });
    for (let first = 1; first < count; first += 100) await Promise.all(Array.from({ length: 100 }, (_, n) => write(first + n)));
    await expect.poll(() => reader.seqs('flood').length, { timeout: 30_000, interval: 20 }).toBe(count);
    deaf.ws.resume();
    expect(await deaf.next('resync')).toMatchObject({ chat: 'flood', lastSeq: count });
    expect(deaf.seqs('flood')).toEqual(upTo(deaf.seqs('flood').length));
    for (const { ws } of [deaf, reader]) ws.terminate();
  }, 60_000);
});

test('a thousand joins in a second, through both servers and half of them twice, let each in once', async () => {
  await servers.call(servers.key, '/v1/chats', { body: { id: 'stadium', kind: 'room', userId: 'olga' } });
  const join = (n: number) => servers.call(servers.key, '/v1/chats/stadium/join', { body: { userId: `viewer-${n % 700}` }, at: n % 2 === 0 ? 0 : 1 });
  // A machine that is busy with something else may ask some to come again, as it would any client.
  const untilIn = async (n: number): Promise<number> => {
    const { statusCode } = await join(n);
    return statusCode === 503 ? untilIn(n) : statusCode;
  };
  const answers = await Promise.all(Array.from({ length: 1_000 }, (_, n) => untilIn(n)));
  expect(new Set(answers)).toEqual(new Set([200]));
  expect((await servers.database.pool.query(`select from chat_member where chat = 'stadium'`)).rowCount).toBe(701);
});
