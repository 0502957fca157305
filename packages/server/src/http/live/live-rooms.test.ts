import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createLiveApp, upTo } from './testing/live-app.ts';
import type { LiveClient } from './testing/live-client.ts';

const soon = { timeout: 5_000, interval: 5 };

describe('a room', () => {
  test('shows its viewers and some of them, and pieces of replies that are being written', async () => {
    await using server = await createLiveApp({ limits: { viewersMs: 20 } });
    await server.chats.create({ tenant: 'main', id: 'r', kind: 'room', owner: 'olga' });
    await server.chats.admit('main', 'r', { userId: 'alice', role: 'member' });
    await using phone = await server.client('alice');
    await using tablet = await server.client('alice');
    await using olga = await server.client('olga');
    for (const each of [phone, tablet, olga]) {
      each.say({ type: 'subscribe', chat: 'r' });
      await each.next('subscribed');
    }
    await expect.poll(() => olga.frames.findLast(({ type }) => type === 'viewers'), soon).toMatchObject({ chat: 'r', count: 2, servers: 1, ageMs: 0, sample: expect.arrayContaining(['alice', 'olga']) });
    server.liveChats.partial({ tenant: 'main', chat: 'r', userId: 'helper', reply: 'ai-1', offset: 0, text: 'x'.repeat(1_500) });
    expect([await phone.next('partial'), await phone.next('partial')]).toMatchObject([{ reply: 'ai-1', offset: 0 }, { offset: 1_000, text: 'x'.repeat(500) }]);
    expect((await server.chats.chat('main', 'r'))?.lastSeq).toBe(0);
  });

  test('counts who comes first from the start', async () => {
    await using server = await createLiveApp({ limits: { viewersMs: 60_000 } });
    await server.chats.create({ tenant: 'main', id: 'r', kind: 'room', owner: 'olga' });
    await using olga = await server.client('olga');
    olga.say({ type: 'subscribe', chat: 'r' });
    expect(await olga.next('viewers')).toMatchObject({ count: 1, servers: 1, sample: ['olga'] });
  });

  test('of a thousand sockets gives each of them a hundred messages, each once and in order', async () => {
    await using server = await createLiveApp({ limits: { maxSocketsPerUser: 2_000 } });
    await server.chats.create({ tenant: 'main', id: 'r', kind: 'room', owner: 'olga' });
    const clients: LiveClient[] = [];
    for (let n = 0; n < 1_000; n++) clients.push(await server.client('olga'));
    for (const client of clients) client.say({ type: 'subscribe', chat: 'r', from: 1 });
    for (let batch = 0; batch < 20; batch++) {
      await server.write('r', 5);
      await sleep(5);
    }
    await expect.poll(() => clients.filter((client) => client.seqs('r').length < 100).length, { timeout: 20_000, interval: 50 }).toBe(0);
    const expected = JSON.stringify(upTo(100));
    expect(clients.filter((client) => JSON.stringify(client.seqs('r')) !== expected)).toHaveLength(0);
    for (const { ws } of clients) ws.terminate();
  }, 60_000);

  test('passes pieces of a reply on no faster than a chat takes them, and says how long to wait', async () => {
    await using server = await createLiveApp();
    await using client = await server.client('alice');
    client.say({ type: 'subscribe', chat: 'c' });
    await client.next('subscribed');
    const show = (chat: string, offset: number) => server.liveChats.partial({ tenant: 'main', chat, userId: 'helper', reply: 'r', offset, text: 'x' });
    const waits = upTo(100).map((offset) => show('c', offset)).filter((waitMs) => waitMs !== undefined);
    // Forty a second; the second may end meanwhile.
    expect(waits.length).toBeGreaterThanOrEqual(20);
    for (const waitMs of waits) expect(waitMs).toBeLessThanOrEqual(1_000);
    expect(show('another', 0)).toBeUndefined();
    await expect.poll(() => client.frames.filter(({ type }) => type === 'partial').length, soon).toBe(100 - waits.length);
  });

  test('passes fewer pieces on the more follow, so that what is delivered stays the same', async () => {
    await using server = await createLiveApp({ limits: { piecesInFullUpTo: 1, viewersMs: 60_000 } });
    await server.chats.create({ tenant: 'main', id: 'r', kind: 'room', owner: 'olga' });
    const clients = await Promise.all(Array.from({ length: 10 }, () => server.client('olga')));
    for (const client of clients) {
      client.say({ type: 'subscribe', chat: 'r' });
      await client.next('subscribed');
    }
    const passed = (length: number) => upTo(100).filter((offset) => server.liveChats.partial({ tenant: 'main', chat: 'r', userId: 'helper', reply: 'r', offset, text: 'x'.repeat(length) }) === undefined).length;
    // Four a second; the second may end meanwhile.
    expect(passed(1)).toBeGreaterThanOrEqual(4);
    await sleep(1_100);
    expect(passed(1)).toBeLessThanOrEqual(8);
    await sleep(1_100);
    // What would weigh too much for any second.
    expect(passed(20_000)).toBeGreaterThanOrEqual(1);
    for (const { ws } of clients) ws.terminate();
  });
});
