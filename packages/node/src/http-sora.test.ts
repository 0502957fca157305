import { type Frame, parseFrame } from '@sora/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHttpSora, type HttpSoraOptions } from './http-sora.ts';
import { type FakeServer, fakeServer, receipt } from './testing/fake-server.ts';

const latency = { layer: 'API', type: 'LATENCY', service: 'checkout', unit: 'ms' } as const;

/** One whose timer does not come in the way unless asked for. */
function sender({ url }: Pick<FakeServer, 'url'>, options: Partial<HttpSoraOptions> = {}) {
  const sora = createHttpSora({ url, serviceKey: 'key', flushMs: 60_000, ...options });
  onTestFinished(async () => { await sora.close(); });
  return sora;
}

function sums(frames: readonly Frame[]): readonly number[] {
  return frames.flatMap((frame) => {
    const outcome = parseFrame(frame);
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.errors));
    return outcome.frame.sketches.map((sketch) => ('histogram' in sketch ? sketch.histogram.sum : Number.NaN));
  });
}

async function fakeServerOfThisTest(port = 0): Promise<FakeServer> {
  const server = await fakeServer(port);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

describe('over HTTP', () => {
  test('what was measured travels in a frame that the server can read [OBS-8]', async () => {
    const server = await fakeServerOfThisTest();
    const sora = sender(server);
    await sora.trackMetric({ ...latency, value: 150, metadata: { region: 'us-central1', release: '3', route: '/pay' } });
    await sora.trackMetric({ ...latency, value: 50, metadata: { region: 'us-central1', release: '3', route: '/pay' } });
    await expect(sora.flush()).resolves.toEqual({ delivered: 1, queued: 0, dropped: 0 });
    expect(server.frames).toMatchObject([{ v: 1, seq: 1, dims: { service: 'checkout', region: 'us-central1', release: '3' }, sketches: [{ layer: 'API', type: 'LATENCY', labels: { route: '/pay' } }] }]);
    expect(sums(server.frames)).toEqual([200]);
    await expect(sora.flush()).resolves.toMatchObject({ delivered: 0 });
    expect(server.frames).toHaveLength(1);
  });

  test('a wrong sample is refused at once, and every wrong field is named', async () => {
    const sora = sender(await fakeServerOfThisTest());
    const wrong = { layer: 'API', type: 'LATENCY', service: 'a b', value: -1, unit: 'ms', metadata: { userId: '7' } };
    // @ts-expect-error the label, besides the service and the value
    const refusal: { readonly code: string; readonly errors: readonly { readonly path: string }[] } = await sora.trackMetric(wrong).catch((error: unknown) => error);
    expect(refusal.code).toBe('SORA_BAD_REQUEST');
    expect(refusal.errors.map(({ path }) => path).toSorted()).toEqual(['metadata.userId', 'service', 'value']);
    // @ts-expect-error seconds
    expect(() => sora.bind({ ...latency, unit: 's' })).toThrow('unit API LATENCY is measured in "ms"');
    await expect(sora.flush()).resolves.toEqual({ delivered: 0, queued: 0, dropped: 0 });
  });

  test('a bound handle counts into the same series, and refuses what trackMetric would refuse', async () => {
    const server = await fakeServerOfThisTest();
    const sora = sender(server);
    await sora.trackMetric({ ...latency, value: 1 });
    const handle = sora.bind(latency);
    handle.record(2);
    expect(() => handle.record(Number.NaN)).toThrow(RangeError);
    expect(() => sora.bind({ layer: 'API', type: 'ERROR', service: 'checkout', unit: 'good/total' }).record(0.5)).toThrow('1 or 0, not 0.5');
    await sora.flush();
    expect(sums(server.frames)).toEqual([3]);
  });

  test('an age is kept, also one from before this process began', async () => {
    const server = await fakeServerOfThisTest();
    const sora = sender(server);
    await sora.trackMetric({ ...latency, value: 1, ageMs: 3_600_000 });
    await sora.flush();
    const [frame] = server.frames;
    const ageMs = (frame?.sentAtMonoMs ?? 0) - (frame?.sketches[0]?.atMonoMs ?? 0);
    expect(Math.abs(ageMs - 3_600_000)).toBeLessThanOrEqual(10_000);
  });
});

describe('when the answer does not come', () => {
  test('the same frame goes again under its number, stamped with the time of its sending', async () => {
    const server = await fakeServerOfThisTest();
    server.replies.push('cut');
    const sora = sender(server);
    await sora.trackMetric({ ...latency, value: 150 });
    await expect(sora.flush()).resolves.toMatchObject({ delivered: 0, queued: 1, dropped: 0, problem: expect.stringContaining(`${server.url} does not answer`) });
    await sora.trackMetric({ ...latency, value: 5 });
    await expect(sora.flush()).resolves.toEqual({ delivered: 2, queued: 0, dropped: 0 });
    const [lost, again, next] = server.frames;
    expect(again).toEqual({ ...lost, sentAtMonoMs: again?.sentAtMonoMs });
    expect(again?.sentAtMonoMs).toBeGreaterThan(lost?.sentAtMonoMs ?? Infinity);
    expect([lost, again, next].map((frame) => frame?.seq)).toEqual([1, 1, 2]);
    expect(sums([again, next].filter((frame) => frame !== undefined))).toEqual([150, 5]);
  });

  test('a server that is away for long costs bounded memory and no measurement', async () => {
    const away = await fakeServer();
    await away[Symbol.asyncDispose]();
    const sora = sender(away);
    const handle = sora.bind(latency);
    for (let value = 0; value < 1000; value += 1) {
      handle.record(1);
      if (value % 250 === 0) await sora.flush();
    }
    const { queued, problem } = await sora.flush();
    // Points, not values: one waits in a frame, the rest in the slots of one series.
    expect(queued).toBeLessThanOrEqual(3);
    expect(problem).toMatch(/does not answer: .*ECONNREFUSED/);
    const back = await fakeServerOfThisTest(Number(new URL(away.url).port));
    await expect(sora.flush()).resolves.toMatchObject({ queued: 0, dropped: 0 });
    expect(sums(back.frames).reduce((total, sum) => total + sum, 0)).toBe(1000);
  });

  test('a wrong key says what to do and loses nothing', async () => {
    const server = await fakeServerOfThisTest();
    server.replies.push({ status: 401, body: { title: 'A valid credential is needed', detail: 'This token is not known.', remedy: 'Make a token.', code: 'unauthenticated' } });
    const sora = sender(server);
    await sora.trackMetric({ ...latency, value: 1 });
    await expect(sora.flush()).resolves.toEqual({ delivered: 0, queued: 1, dropped: 0, problem: 'A valid credential is needed (401). This token is not known. Make a token.' });
    await expect(sora.flush()).resolves.toEqual({ delivered: 1, queued: 0, dropped: 0 });
  });

  test('an address where something else answers keeps the measurements and says so', async () => {
    const server = await fakeServerOfThisTest();
    server.replies.push({ status: 200, body: '<html>' }, { status: 404, body: '<html>' }, { status: 200, body: { fine: true } }, { status: 404, body: { title: 'There is nothing at this address' } });
    const sora = sender(server);
    await sora.trackMetric({ ...latency, value: 1 });
    for (const status of [200, 404, 200]) await expect(sora.flush()).resolves.toMatchObject({ queued: 1, problem: `What answers at ${server.url} (${status}) is not SORA.` });
    await expect(sora.flush()).resolves.toMatchObject({ queued: 1, dropped: 0, problem: 'There is nothing at this address (404).' });
    await expect(sora.flush()).resolves.toEqual({ delivered: 1, queued: 0, dropped: 0 });
  });

  test('a frame that the server will never take is counted as dropped and holds up nothing', async () => {
    const server = await fakeServerOfThisTest();
    server.replies.push({ status: 413, body: { title: 'The body is too large' } }, receipt({ rejected: [{ path: 'sketches[0]', problem: 'bad-request', message: 'is wrong' }] }));
    const sora = sender(server);
    await sora.trackMetric({ ...latency, value: 1 });
    await expect(sora.flush()).resolves.toEqual({ delivered: 0, queued: 0, dropped: 1, problem: 'The body is too large (413).' });
    await sora.trackMetric({ ...latency, value: 1 });
    await expect(sora.flush()).resolves.toEqual({ delivered: 0, queued: 0, dropped: 2, problem: '1 refused, the first: sketches[0] is wrong' });
    await sora.trackMetric({ ...latency, value: 1 });
    await expect(sora.flush()).resolves.toEqual({ delivered: 1, queued: 0, dropped: 2 });
  });
});

describe('the timer', () => {
  test('sends without being asked, at the pace that was set', async () => {
    const server = await fakeServerOfThisTest();
    const sora = sender(server, { flushMs: 20 });
    await sora.trackMetric({ ...latency, value: 1 });
    await expect.poll(() => server.frames.length).toBe(1);
    await sora.trackMetric({ ...latency, value: 1 });
    await expect.poll(() => server.frames.length).toBe(2);
  });

  test('waits as long as the server asks, while an explicit flush goes at once', async () => {
    const server = await fakeServerOfThisTest();
    server.replies.push(receipt({ nextFlushMs: 60_000 }));
    const sora = sender(server, { flushMs: 20 });
    await sora.trackMetric({ ...latency, value: 1 });
    await expect.poll(() => server.frames.length).toBe(1);
    await sora.trackMetric({ ...latency, value: 1 });
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    expect(server.frames).toHaveLength(1);
    await sora.flush();
    expect(server.frames).toHaveLength(2);
  });

  test('stops with close, which sends what is left', async () => {
    const server = await fakeServerOfThisTest();
    const sora = sender(server, { flushMs: 20 });
    await sora.trackMetric({ ...latency, value: 1 });
    await expect(sora.close()).resolves.toMatchObject({ queued: 0 });
    await sora.trackMetric({ ...latency, value: 1 });
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    expect(server.frames).toHaveLength(1);
  });
});
