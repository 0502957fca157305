import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type EventStream, openEventStream } from './server-sent-events.ts';

/** A stream to someone who never reads. */
async function streamToASleeper(): Promise<{ readonly stream: EventStream; readonly raw: ServerResponse; readonly sleeper: Socket }> {
  const opened = Promise.withResolvers<ServerResponse>();
  const server = createServer((_request, response) => opened.resolve(response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  const sleeper = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  sleeper.on('error', () => undefined).pause();
  sleeper.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  onTestFinished(() => {
    sleeper.destroy();
    server.close();
  });
  const raw = await opened.promise;
  const reply = { raw, hijack: () => reply, getHeaders: () => ({ 'cache-control': 'no-store', 'x-absent': undefined }) };
  return { stream: openEventStream(reply as unknown as Parameters<typeof openEventStream>[0]), raw, sleeper };
}

/** Until the operating system takes no more. */
async function fill(stream: EventStream, raw: ServerResponse): Promise<void> {
  while (raw.writableLength < 32 * 1024) {
    stream.send('flushed', 'x'.repeat(16 * 1024));
    await new Promise((resolve) => { setImmediate(resolve); });
  }
}

test('a reader that lets 256 KB pile up is cut off', async () => {
  const { stream, raw } = await streamToASleeper();
  await fill(stream, raw);
  for (let sent = 0; sent < 30 && !raw.destroyed; sent += 1) stream.send('flushed', 'x'.repeat(16 * 1024));
  expect(raw.destroyed).toBe(true);
  await stream.closed;
});

test('a stream that was closed is cut off after two seconds where its reader does not take the end', async () => {
  const { stream, raw } = await streamToASleeper();
  await fill(stream, raw);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => { vi.useRealTimers(); });
  stream.close();
  stream.close();
  await vi.advanceTimersByTimeAsync(1_999);
  expect([raw.destroyed, vi.getTimerCount()]).toEqual([false, 1]);
  await vi.advanceTimersByTimeAsync(1);
  await stream.closed;
  expect([raw.destroyed, vi.getTimerCount()]).toEqual([true, 0]);
});

test('what is sent after the end goes nowhere', async () => {
  const { stream, raw, sleeper } = await streamToASleeper();
  stream.close();
  stream.send('flushed', 1);
  stream.keepAlive();
  sleeper.resume();
  await stream.closed;
  expect(raw.writableEnded).toBe(true);
});
