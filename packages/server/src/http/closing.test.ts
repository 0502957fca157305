import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { portOf } from './app.ts';
import { createTestApp } from './testing/test-app.ts';

test('a request under way is answered before the server is gone', async () => {
  const { app, token, recorder } = await createTestApp();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { token: key } = await token({ kind: 'ingest' });
  const frame = JSON.stringify({ v: 1, install: 'install-1', boot: 'boot-0001', seq: 1, sentAtMonoMs: 10, dims: { service: 'app' }, counters: [{ layer: 'MOBILE', type: 'CRASH', atMonoMs: 5, count: 1, sum: 1 }], sketches: [] });
  const socket = connect(portOf(app) ?? 0, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => { answer += chunk.toString(); });
  socket.write(`POST /v1/ingest HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${key}\r\ncontent-length: ${frame.length}\r\n\r\n${frame.slice(0, 20)}`);
  await sleep(100);
  const closed = app.close();
  await sleep(50);
  socket.write(frame.slice(20));
  await once(socket, 'close');
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 202 [\s\S]*"accepted":1/);
  expect(recorder.pendingPoints).toBe(1);
});

test('open streams are told and ended, so that they hold nothing up', async () => {
  const { app, token, live } = await createTestApp();
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const { token: viewer } = await token({ kind: 'operator', role: 'viewer' });
  const stream = await fetch(`${url}/streamLive`, { headers: { authorization: `Bearer ${viewer}` } });
  await app.close();
  expect(await stream.text()).toMatch(/event: database[\s\S]*event: closing/);
  expect(live.subscribers).toBe(0);
});
