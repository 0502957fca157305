import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { answered, expectProblem } from './testing/expect-problem.ts';
import { createTestApp } from './testing/test-app.ts';

const aMegabyte = 1024 * 1024;
const good = Buffer.from('{"layer":"API","timeRange":60}');

/** On a real socket: only there are bodies streamed, and lengths what a sender claims. */
async function setUp() {
  const server = await createTestApp();
  onTestFinished(() => server.app.close());
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { token } = await server.token({ kind: 'operator', role: 'viewer' });
  return async (body: Uint8Array<ArrayBuffer>, encoding: string, { inChunks = false } = {}) =>
    answered(await fetch(`${address}/getMetricsDashboard`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-encoding': encoding, 'content-type': 'application/json' }, body: inChunks ? new Blob([body]).stream() : body, duplex: 'half' }));
}

test.for([['gzip', false], ['gzip', true], ['GZIP', false], ['identity', false]] as const)('a body under the content-encoding %s is read (in chunks: %s)', async ([encoding, inChunks]) => {
  const post = await setUp();
  expect((await post(encoding === 'identity' ? good : gzipSync(good), encoding, { inChunks })).statusCode).toBe(200);
});

test.for([['zstd', zstdCompressSync(good)], ['br', brotliCompressSync(good)], ['deflate', deflateSync(good)], ['gzip, gzip', gzipSync(gzipSync(good))], ['x-nonsense', good]] as const)('the content-encoding %s is refused by its name', async ([encoding, body]) => {
  const post = await setUp();
  expect(expectProblem(await post(body, encoding), 'unsupported-media-type').detail).toContain(`"${encoding}"`);
});

test('gzip that is cut off, damaged, followed by rubbish or no gzip at all is refused as unreadable', async () => {
  const post = await setUp();
  const whole = gzipSync(Buffer.from(JSON.stringify({ layer: 'API', service: 'x'.repeat(60) })));
  const damaged = Buffer.from(whole);
  damaged[damaged.length - 6] = (damaged[damaged.length - 6] ?? 0) ^ 0xff;
  for (const body of [whole.subarray(0, -5), whole.subarray(0, 12), damaged, good, Buffer.alloc(0)]) {
    for (const inChunks of [false, true]) expectProblem(await post(Buffer.from(body), 'gzip', { inChunks }), 'malformed-body');
  }
});

test('half a megabyte that inflates to 500 MB is refused as too large, in little memory and time', async () => {
  const post = await setUp();
  const bomb = Buffer.concat(Array(500).fill(gzipSync(Buffer.alloc(aMegabyte, ' '))));
  expect(bomb.length).toBeLessThan(0.6 * aMegabyte);
  const before = process.memoryUsage.rss();
  const startedAtMs = performance.now();
  for (const inChunks of [false, true]) expectProblem(await post(bomb, 'gzip', { inChunks }), 'body-too-large');
  expect(performance.now() - startedAtMs).toBeLessThan(5_000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(150 * aMegabyte);
});
