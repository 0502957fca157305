import { describe, expect, test } from 'vitest';
import { createLiveApp, upTo } from './testing/live-app.ts';
import { welcomed } from './testing/live-client.ts';

const soon = { timeout: 5_000, interval: 5 };

describe('a subscriber', () => {
  test('gets what it misses and then everything new, each entry once and in order [CON-7]', async () => {
    await using server = await createLiveApp();
    await server.write('c', 250);
    await using client = await server.client('alice');
    client.say({ type: 'subscribe', chat: 'c', from: 3 });
    expect(await client.next('subscribed')).toEqual({ type: 'subscribed', chat: 'c', kind: 'group', from: 3, lastSeq: 250 });
    await server.write('c', 7);
    await expect.poll(() => client.seqs('c'), soon).toEqual(upTo(255, 3));
    expect(server.errors).toEqual([]);
  });

  test('without a number gets only what is new', async () => {
    await using server = await createLiveApp();
    await server.write('c', 5);
    await using client = await server.client('alice');
    client.say({ type: 'subscribe', chat: 'c' });
    await client.next('subscribed');
    await server.write('c', 2);
    await expect.poll(() => client.seqs('c'), soon).toEqual([6, 7]);
  });

  test('gets what nobody announced, by the look at the heads', async () => {
    await using server = await createLiveApp({ pollMs: 20 });
    await using client = await server.client('alice');
    client.say({ type: 'subscribe', chat: 'c', from: 1 });
    await client.next('subscribed');
    await server.quietChats.send({ tenant: 'main', chat: 'c', userId: 'olga', install: 'desk', installSeq: 1, kind: 'message', content: { text: 'psst', salt: '0'.repeat(32) } });
    await expect.poll(() => client.seqs('c'), soon).toEqual([1]);
  });

  test('that is ahead of this server, having heard it from another, gets what follows', async () => {
    await using server = await createLiveApp();
    await using first = await server.client('alice');
    first.say({ type: 'subscribe', chat: 'c' });
    await first.next('subscribed');
    for (let n = 1; n <= 3; n++) await server.quietChats.send({ tenant: 'main', chat: 'c', userId: 'olga', install: 'laptop', installSeq: n, kind: 'message', content: { text: 'x', salt: '0'.repeat(32) } });
    await using ahead = await server.client('bob');
    ahead.say({ type: 'subscribe', chat: 'c', from: 3 });
    expect(await ahead.next('subscribed')).toMatchObject({ from: 3, lastSeq: 0 });
    await server.write('c', 1);
    await expect.poll(() => [first.seqs('c'), ahead.seqs('c')], soon).toEqual([[1, 2, 3, 4], [3, 4]]);
  });

  test('that knows more than there is, as after a restored backup, is told where the log ends', async () => {
    await using server = await createLiveApp();
    await server.write('c', 5);
    await using client = await server.client('alice');
    client.say({ type: 'subscribe', chat: 'c', from: 9 });
    expect(await client.next('resync')).toEqual({ type: 'resync', chat: 'c', lastSeq: 5 });
  });

  test('stops when it asks to, and begins anew when it asks again', async () => {
    await using server = await createLiveApp();
    await using client = await server.client('alice');
    client.say({ type: 'subscribe', chat: 'c', from: 1 });
    client.say({ type: 'unsubscribe', chat: 'c' });
    expect(await client.next('unsubscribed')).toEqual({ type: 'unsubscribed', chat: 'c', code: 'asked' });
    await server.write('c', 2);
    client.say({ type: 'subscribe', chat: 'c', from: 2 });
    await client.next('subscribed');
    await client.next('subscribed');
    await expect.poll(() => client.seqs('c'), soon).toEqual([2]);
    client.say({ type: 'unsubscribe', chat: 'other' });
    expect(await client.next('error')).toMatchObject({ code: 'not-subscribed' });
  });

  test('is told the same of a chat that is not there and of one it is not in', async () => {
    await using server = await createLiveApp();
    await using client = await server.client('zoe');
    for (const chat of ['c', 'nowhere']) client.say({ type: 'subscribe', chat });
    expect([await client.next('unsubscribed'), await client.next('unsubscribed')]).toEqual(['c', 'nowhere'].map((chat) => ({ type: 'unsubscribed', chat, code: 'not-a-member' })));
  });

  test('of another tenant sees nothing of a chat with the same name', async () => {
    await using server = await createLiveApp();
    const { token } = await server.session('alice', 'other');
    await using client = await welcomed(server.url, token);
    client.say({ type: 'subscribe', chat: 'c', from: 1 });
    expect(await client.next('unsubscribed')).toMatchObject({ code: 'not-a-member' });
  });
});

describe('a member who is removed', () => {
  test('gets nothing more, at once where it is announced [CON-7]', async () => {
    await using server = await createLiveApp();
    await using client = await server.client('alice');
    await using other = await server.client('bob');
    for (const each of [client, other]) {
      each.say({ type: 'subscribe', chat: 'c', from: 1 });
      await each.next('subscribed');
    }
    await server.chats.remove('main', 'c', 'alice');
    server.liveChats.removed({ tenant: 'main', chat: 'c', userId: 'alice' });
    expect(await client.next('unsubscribed')).toMatchObject({ chat: 'c', code: 'not-a-member' });
    await server.write('c', 2);
    await expect.poll(() => other.seqs('c'), soon).toEqual([1, 2]);
    expect(client.seqs('c')).toEqual([]);
  });

  test('gets nothing more, by the next look, where nobody announced it', async () => {
    await using server = await createLiveApp({ limits: { recheckMs: 50 } });
    await using client = await server.client('alice');
    client.say({ type: 'subscribe', chat: 'c', from: 1 });
    await client.next('subscribed');
    await server.chats.remove('main', 'c', 'alice');
    expect(await client.next('unsubscribed')).toMatchObject({ code: 'not-a-member' });
  });
});
