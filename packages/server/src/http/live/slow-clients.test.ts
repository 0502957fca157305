import { describe, expect, test } from 'vitest';
import { createLiveApp, upTo } from './testing/live-app.ts';

const soon = { timeout: 10_000, interval: 10 };
const text = 'x'.repeat(16_000);
/** More than the kernel takes for a socket that nobody reads. */
const many = 1_500;

describe('a client that is slow', () => {
  test('gets everything out of what is at hand, once it reads, and is never sent twice the same', async () => {
    await using server = await createLiveApp({ limits: { maxUnsentBytes: 20_000 } });
    await using client = await server.client('alice');
    client.say({ type: 'subscribe', chat: 'c', from: 1 });
    await client.next('subscribed');
    for (let batch = 0; batch < 5; batch++) await server.write('c', 40, text);
    await expect.poll(() => client.seqs('c').length, soon).toBe(200);
    expect(client.seqs('c')).toEqual(upTo(200));
    expect(client.frames.map(({ type }) => type)).not.toContain('resync');
  });

  test('that comes back too late is told to fetch what it missed, and what it got until then has no gap [CON-7]', async () => {
    await using server = await createLiveApp();
    await using client = await server.client('alice');
    await using reader = await server.client('bob');
    for (const each of [client, reader]) {
      each.say({ type: 'subscribe', chat: 'c', from: 1 });
      await each.next('subscribed');
    }
    client.ws.pause();
    await server.write('c', many, text);
    await expect.poll(() => reader.seqs('c').length, soon).toBe(many);
    client.ws.resume();
    expect(await client.next('resync')).toEqual({ type: 'resync', chat: 'c', lastSeq: many });
    const got = client.seqs('c');
    expect(got).toEqual(upTo(got.length));
    expect(got.length).toBeLessThan(many);
    client.say({ type: 'subscribe', chat: 'c', from: got.length + 1 });
    await expect.poll(() => client.seqs('c').length, soon).toBe(many);
    expect(client.seqs('c')).toEqual(upTo(many));
  }, 30_000);

  test('that never reads holds a bounded amount of memory, and is hung up on', async () => {
    await using server = await createLiveApp({ limits: { maxStalledMs: 1_000 } });
    const deaf = await server.client('alice');
    await using reader = await server.client('bob');
    for (const each of [deaf, reader]) {
      each.say({ type: 'subscribe', chat: 'c', from: 1 });
      await each.next('subscribed');
    }
    deaf.ws.pause();
    let mostUnsent = 0;
    const watch = setInterval(() => { mostUnsent = Math.max(mostUnsent, server.liveChats.unsentBytes); }, 1);
    await server.write('c', many, text);
    await expect.poll(() => server.liveChats.sockets, soon).toBe(1);
    clearInterval(watch);
    expect(mostUnsent).toBeGreaterThan(131_072);
    // Two sockets' bounds, and a frame more for each.
    expect(mostUnsent).toBeLessThan(2 * (131_072 + 100_000));
    await expect.poll(() => reader.seqs('c').length, soon).toBe(many);
    deaf.ws.terminate();
  }, 30_000);

  test('while it catches up on the log is held to the same bound', async () => {
    await using server = await createLiveApp({ limits: { maxStalledMs: 1_000 } });
    await server.write('c', many, text);
    const deaf = await server.client('alice');
    deaf.ws.pause();
    let mostUnsent = 0;
    const watch = setInterval(() => { mostUnsent = Math.max(mostUnsent, server.liveChats.unsentBytes); }, 1);
    deaf.say({ type: 'subscribe', chat: 'c', from: 1 });
    await expect.poll(() => server.liveChats.sockets, soon).toBe(0);
    clearInterval(watch);
    expect(mostUnsent).toBeGreaterThan(100_000);
    expect(mostUnsent).toBeLessThan(131_072 + 100_000);
    deaf.ws.terminate();
  }, 30_000);

  test('among too many of its kind is hung up on before its time', async () => {
    await using server = await createLiveApp({ limits: { maxUnsentBytesInAll: 100_000 } });
    const deaf = await server.client('alice');
    deaf.say({ type: 'subscribe', chat: 'c', from: 1 });
    await deaf.next('subscribed');
    deaf.ws.pause();
    await server.write('c', many, text);
    await expect.poll(() => server.liveChats.sockets, soon).toBe(0);
    deaf.ws.terminate();
  }, 30_000);
});
