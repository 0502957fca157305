import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { createLiveApp } from './testing/live-app.ts';
import { wireFrame } from './wire-frame.ts';

/** What the library writes for the same text. */
async function asTheLibraryDoes(text: string): Promise<Buffer> {
  const written: Buffer[] = [];
  const transport = new Duplex({ read: () => undefined, write: (chunk: Buffer, _encoding, done) => { written.push(chunk); done(); } });
  const headers = { 'upgrade': 'websocket', 'connection': 'Upgrade', 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==', 'sec-websocket-version': '13' };
  const opened = Promise.withResolvers<void>();
  const request = Object.assign(Object.create(null) as object, { headers, method: 'GET', url: '/' });
  new WebSocketServer({ noServer: true }).handleUpgrade(request as never, transport, Buffer.alloc(0), (ws) => {
    written.length = 0;
    ws.send(text, () => opened.resolve());
  });
  await opened.promise;
  return Buffer.concat(written);
}

test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])('a text of %i bytes is framed as the library frames it', async (size) => {
  const text = 'x'.repeat(size);
  expect(wireFrame(text).equals(await asTheLibraryDoes(text))).toBe(true);
});

test('a text is measured in bytes of UTF-8, and read by a client as it was', async () => {
  const text = JSON.stringify({ type: 'partial', text: 'Grüße 日本 👩‍🚀' });
  expect(wireFrame(text).equals(await asTheLibraryDoes(text))).toBe(true);
  await using server = await createLiveApp();
  await using client = await server.client('alice');
  client.say({ type: 'subscribe', chat: 'c' });
  await client.next('subscribed');
  server.liveChats.partial({ tenant: 'main', chat: 'c', userId: 'helper', reply: 'r', offset: 0, text: 'Grüße 日本 👩‍🚀' });
  expect(await client.next('partial')).toMatchObject({ text: 'Grüße 日本 👩‍🚀' });
  client.ws.close();
  await once(client.ws, 'close');
});
