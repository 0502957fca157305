import { expect, onTestFinished, test } from 'vitest';
import { expectProblem } from '../testing/expect-problem.ts';
import { createTestApp } from '../testing/test-app.ts';

const unknownToken = (number: number) => `sora_op_${number.toString(16).padStart(16, '0')}_${'x'.repeat(43)}`;

async function setUp(environment: Readonly<Record<string, string>> = {}) {
  const server = await createTestApp({ environment });
  onTestFinished(() => server.app.close());
  const ask = (token: string | undefined, { url = '/getSession', from = '192.0.2.1' } = {}) => server.app.inject({ url, remoteAddress: from, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  const guess = async (times: number, from?: string) => {
    for (let number = 0; number < times; number += 1) await ask(unknownToken(number), from === undefined ? {} : { from });
  };
  return { server, ask, guess, viewer: (await server.token({ kind: 'operator', role: 'viewer' })).token };
}

test('from the 31st wrong credential in a minute an address is told to wait', async () => {
  const { ask, guess } = await setUp();
  await guess(29);
  expectProblem(await ask(unknownToken(29)), 'unauthenticated');
  const { retryAfterMs } = expectProblem(await ask(unknownToken(30)), 'rate-limited');
  expect(retryAfterMs).toBeGreaterThan(0);
  expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  expectProblem(await ask(unknownToken(31), { from: '192.0.2.2' }), 'unauthenticated');
});

test('an engineer comes in from an address from which others send garbage', async () => {
  const { ask, guess, viewer } = await setUp();
  await guess(100);
  expect((await ask(viewer)).statusCode).toBe(200);
  expectProblem(await ask(unknownToken(1)), 'rate-limited');
});

test('a flood of wrong credentials costs no more look-ups, and locks out nobody whom this server knows', async () => {
  const { server, ask, guess, viewer } = await setUp();
  expect((await ask(viewer)).statusCode).toBe(200);
  await guess(600);
  const { token: newcomer } = await server.token({ kind: 'operator', role: 'viewer' });
  expectProblem(await ask(newcomer), 'rate-limited');
  expect((await ask(viewer)).statusCode).toBe(200);
  expect((await ask(newcomer, { from: '192.0.2.2' })).statusCode).toBe(200);
  expect((await ask(newcomer)).statusCode).toBe(200);
});

test('a flood of wrong credentials closes neither the public pages nor the login', async () => {
  const { server, ask, guess, viewer } = await setUp();
  await guess(700);
  expect((await ask(unknownToken(1), { url: '/healthz' })).statusCode).toBe(200);
  expectProblem(await server.app.inject({ method: 'POST', url: '/login', remoteAddress: '192.0.2.1', headers: { host: '127.0.0.1:4200', origin: 'http://127.0.0.1:4200', authorization: `Bearer ${viewer}x` }, payload: { code: 'x'.repeat(43) } }), 'link-used');
});

test('guessing from many addresses of one IPv6 network is guessing from one', async () => {
  const { ask } = await setUp();
  for (let host = 1; host <= 30; host += 1) await ask(unknownToken(host), { from: `2001:db8::${host.toString(16)}` });
  expectProblem(await ask(unknownToken(31), { from: '2001:db8::ffff' }), 'rate-limited');
});

test('asking without any credential is no guess: it counts as a stranger, 300 a minute for each endpoint', async () => {
  const { ask } = await setUp();
  const statuses: number[] = [];
  for (let count = 0; count < 301; count += 1) statuses.push((await ask(undefined)).statusCode);
  expect([...new Set(statuses.slice(0, 300)), statuses[300]]).toEqual([401, 429]);
  expect((await ask(undefined, { url: '/status' })).statusCode).toBe(200);
});

test('a stranger may ask 300 times a minute, and elsewhere still after that', async () => {
  const { ask } = await setUp();
  for (let count = 0; count < 300; count += 1) await ask(undefined, { url: '/status' });
  expectProblem(await ask(undefined, { url: '/status' }), 'rate-limited');
  expect((await ask(undefined, { url: '/healthz' })).statusCode).toBe(200);
  expect((await ask(undefined, { url: '/status', from: '192.0.2.2' })).statusCode).toBe(200);
});

test('an operator token may ask 1,200 times a minute from wherever; other tokens are not touched by it', async () => {
  const { server, ask, viewer } = await setUp();
  for (let count = 0; count < 1_200; count += 1) await ask(viewer, { from: `192.0.2.${count % 200}` });
  expectProblem(await ask(viewer), 'rate-limited');
  const { token: other } = await server.token({ kind: 'operator', role: 'viewer' });
  expect((await ask(other)).statusCode).toBe(200);
});

test('an installation that sends too much is slowed down, others with the same ingest key are not', async () => {
  const { server } = await setUp({ SORA_INSTALL_FRAMES_PER_MINUTE: '3' });
  const { token } = await server.token({ kind: 'ingest' });
  const send = (install: string, seq: number) => server.app.inject({ method: 'POST', url: '/v1/ingest', headers: { authorization: `Bearer ${token}` }, payload: { v: 1, install, boot: 'boot-0001', seq, sentAtMonoMs: 1, dims: { service: 'app' }, counters: [], sketches: [] } });
  const statuses: number[] = [];
  for (const seq of [1, 2, 3]) statuses.push((await send('install-1', seq)).statusCode);
  expect(statuses).toEqual([202, 202, 202]);
  expectProblem(await send('install-1', 4), 'rate-limited');
  expect((await send('install-2', 1)).statusCode).toBe(202);
});
