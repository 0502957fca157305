import { describe, expect, test } from 'vitest';
import { answered, unanswered } from '../testing/scripted-transport.ts';
import { metricRig } from '../testing/metric-rig.ts';
import type { MobileType } from './mobile-units.ts';

const minuteMs = 60_000;
const dropped = (accounts: readonly { readonly dropped: Readonly<Record<string, number>> }[]) => accounts.reduce((sum, account) => sum + Object.values(account.dropped).reduce((all, count) => all + count, 0), 0);

describe('what is measured arrives', () => {
  test('measurements are stored after 10 s when there are ten, and sent after a minute with books that close [MOB-4]', async () => {
    const rig = metricRig();
    const app = rig.start();
    app.metrics.start();
    await app.wait(0);
    app.measure(9);
    await app.wait(10_000);
    expect(rig.box('frames')).toHaveLength(0);
    app.measure(1);
    await app.wait(10_000);
    expect(rig.box('frames')).toMatchObject([{ frame: { v: 1, seq: 1, conservation: { produced: 10, delivered: 0, queued: 10, dropped: {} } } }]);
    await app.wait(minuteMs);
    expect(rig.server.total('ERROR')).toEqual({ count: 10, sum: 10 });
    app.measure(1);
    await app.wait(2 * minuteMs);
    expect(rig.server.accounts()).toMatchObject([{ produced: 11, delivered: 10, queued: 1, dropped: {} }]);
    expect(rig.server.unexplained()).toBe(0);
    expect(rig.box('frames')).toHaveLength(0);
  });

  test('a hundred events offline, then 503, then a kill in flight: none is lost, none counted twice [MOB-4]', async () => {
    const rig = metricRig();
    const first = rig.start();
    rig.server.trouble = () => unanswered;
    first.metrics.start();
    await first.wait(0);
    for (let round = 0; round < 10; round++) {
      first.measure(10);
      await first.wait(minuteMs);
    }
    rig.server.trouble = () => answered(503, { code: 'overloaded' });
    await first.wait(20 * minuteMs);
    // The server takes the frame, and the process dies before it hears of that.
    rig.server.trouble = () => { first.kill(); return 'lose'; };
    await first.wait(20 * minuteMs);
    expect(rig.server.taken).toHaveLength(1);
    rig.server.trouble = undefined;
    const second = rig.start();
    second.metrics.start();
    await second.wait(5 * minuteMs);
    expect(rig.server.total('ERROR')).toEqual({ count: 100, sum: 100 });
    expect(rig.server.unexplained()).toBe(0);
    expect(rig.box('frames')).toEqual([]);
  });

  test('ten thousand events offline: what does not fit is dropped, oldest first, and counted exactly [MOB-4]', async () => {
    const rig = metricRig();
    const first = rig.start({ maxFrames: 20 });
    rig.server.trouble = () => unanswered;
    first.metrics.start();
    await first.wait(0);
    for (let round = 0; round < 100; round++) {
      first.measure(100);
      await first.wait(10_000);
    }
    expect(rig.box('frames')).toHaveLength(20);
    first.kill();
    rig.server.trouble = undefined;
    const second = rig.start({ maxFrames: 20 });
    second.metrics.start();
    await second.wait(5 * minuteMs);
    const { count } = rig.server.total('ERROR');
    // The session of the first start came into the cache too.
    expect(count).toBe(1_900);
    // The start that is over told its last account, though nobody measured there any more.
    const [closed] = rig.server.accounts();
    expect(closed).toMatchObject({ produced: 10_000, delivered: 1_900, queued: 0, dropped: { full: 8_100 } });
    expect(rig.server.unexplained()).toBe(0);
    expect(rig.box('books')).toHaveLength(1);
  });

  test('an app at rest neither writes nor sends', async () => {
    const rig = metricRig();
    const app = rig.start();
    app.metrics.start();
    await app.wait(0);
    rig.stepsToDeath = 0;
    await app.wait(30 * minuteMs);
    expect([rig.stepsToDeath, rig.server.requests]).toEqual([0, 0]);
  });

  test('the cache is bounded by bytes too', async () => {
    const rig = metricRig();
    const app = rig.start({ maxBytes: 5_000 });
    rig.server.trouble = () => unanswered;
    app.metrics.start();
    await app.wait(0);
    for (let round = 0; round < 40; round++) {
      app.measure(10);
      await app.wait(10_000);
    }
    const bytes = Array.from(rig.rows.get('frames')?.values() ?? []).reduce((sum, value) => sum + value.length, 0);
    expect(bytes).toBeLessThanOrEqual(5_000);
    expect(bytes).toBeGreaterThan(3_000);
    expect(rig.box('head')).toMatchObject([{ bytes, frames: rig.box('frames').length }]);
  });

  test('a disk without room loses nothing while the process lives [MOB-4]', async () => {
    const rig = metricRig();
    const app = rig.start();
    app.metrics.start();
    await app.wait(0);
    rig.isFull = true;
    for (let round = 0; round < 5; round++) {
      app.measure(10);
      await app.wait(minuteMs);
    }
    expect(app.metrics.counts.diskRefusals).toBeGreaterThan(0);
    rig.isFull = false;
    await app.wait(3 * minuteMs);
    expect(rig.server.total('ERROR').count).toBe(50);
    expect(rig.server.unexplained()).toBe(0);
  });

  test('a year forward on the wall clock gives up what nobody can date any more, counted; a year back does not', async () => {
    for (const [jumpMs, errors, account] of [[365 * 86_400_000, 0, { delivered: 0, dropped: { 'too-old': 10 } }], [-365 * 86_400_000, 10, undefined]] as const) {
      const rig = metricRig();
      const first = rig.start();
      rig.server.trouble = () => unanswered;
      first.metrics.start();
      await first.wait(0);
      first.measure(10);
      await first.wait(10_000);
      first.kill();
      rig.wall.advance(jumpMs);
      rig.server.trouble = undefined;
      const second = rig.start();
      second.metrics.start();
      await second.wait(2 * minuteMs);
      expect(rig.server.total('ERROR').count).toBe(errors);
      if (account !== undefined) expect(rig.server.accounts()).toContainEqual(expect.objectContaining(account));
      expect(rig.server.unexplained()).toBe(0);
    }
  });
});

describe('what the server says is heard', () => {
  test('the pause that it asks for is kept, and Retry-After too [MOB-4]', async () => {
    const rig = metricRig();
    const app = rig.start({ intervalMs: 10_000 });
    app.metrics.start();
    app.measure(1);
    // The server asks for a minute.
    await app.wait(12_000);
    const { requests } = rig.server;
    expect(requests).toBe(1);
    for (let at = 0; at < 5; at++) {
      app.measure(1);
      await app.wait(9_000);
    }
    expect(rig.server.requests).toBe(requests);
    rig.server.trouble = () => answered(429, { code: 'rate-limited' }, 10 * minuteMs);
    app.measure(1);
    await app.wait(90_000);
    const afterRefusal = rig.server.requests;
    expect(afterRefusal).toBe(requests + 1);
    rig.server.trouble = undefined;
    await app.wait(8 * minuteMs);
    expect(rig.server.requests).toBe(afterRefusal);
    await app.wait(4 * minuteMs);
    expect(rig.server.total('ERROR').count).toBe(7);
  });

  test('a server of another protocol version is asked once an hour, the cache stays bounded, and it is counted [MOB-4]', async () => {
    const rig = metricRig();
    const app = rig.start({ maxFrames: 30 });
    rig.server.trouble = () => answered(400, { code: 'bad-request', errors: [{ path: 'v', message: 'must be 2' }] });
    app.metrics.start();
    await app.wait(0);
    for (let at = 0; at < 180; at++) {
      app.measure(1);
      await app.wait(minuteMs);
    }
    expect(app.metrics.counts.versionRefusals).toBeGreaterThanOrEqual(2);
    expect(rig.server.requests).toBeLessThanOrEqual(4);
    expect(rig.box('frames')).toHaveLength(30);
    rig.server.trouble = undefined;
    await app.wait(70 * minuteMs);
    expect(rig.server.total('ERROR').count).toBe(30);
    app.measure(1);
    await app.wait(2 * minuteMs);
    expect(rig.server.accounts()).toMatchObject([{ produced: 181, dropped: { full: 150 } }]);
  });

  test('a frame that is refused for good is given up and counted; what answers in the place of our server decides nothing', async () => {
    const rig = metricRig();
    const app = rig.start();
    app.metrics.start();
    await app.wait(0);
    rig.server.trouble = () => answered(200, { welcome: 'to our hotel' });
    app.measure(10);
    await app.wait(2 * minuteMs);
    expect(rig.box('frames')).toHaveLength(1);
    expect(rig.server.requests).toBeLessThan(5);
    rig.server.trouble = () => answered(413, { code: 'too-large' });
    await app.wait(3 * minuteMs);
    expect(rig.box('books')).toMatchObject([{ produced: 10, delivered: 0, queued: 0, dropped: { refused: 10 } }]);
  });

  test('items that the server leaves out are dropped in the books, also when the frame is a repeat', async () => {
    const rig = metricRig();
    const app = rig.start();
    app.metrics.start();
    await app.wait(0);
    let said = 0;
    rig.server.trouble = ({ seq }) => {
      said += 1;
      return said === 1 ? unanswered : answered(202, { seq, kind: 'repeated', accepted: 0, rejected: [{ path: 'counters[1].type' }, { path: 'sketches[0].values' }, { path: 'conservation' }], nextFlushMs: minuteMs });
    };
    for (let at = 0; at < 3; at++) app.metrics.track('ERROR', 1, 'count', { kind: 'a' });
    for (let at = 0; at < 4; at++) app.metrics.track('ERROR', 1, 'count', { kind: 'b' });
    for (let at = 0; at < 5; at++) app.metrics.track('LATENCY', 10, 'ms');
    await app.wait(3 * minuteMs);
    expect(rig.box('books')).toMatchObject([{ produced: 12, delivered: 3, queued: 0, dropped: { refused: 9 } }]);
  });
});

test('nothing that an app passes makes a call throw, and it is counted [MOB-4]', async () => {
  const rig = metricRig();
  const { metrics, wait } = rig.start();
  metrics.start();
  const track = metrics.track as (...anything: readonly unknown[]) => void;
  const trap = new Proxy({}, { ownKeys: () => { throw new Error('no'); }, get: () => { throw new Error('no'); } });
  const calls = [[], ['FPS', 60, 'ms'], ['NOPE', 1, 'count'], ['constructor', 1, undefined], ['FPS', Number.NaN, 'fps'], ['FPS', 60, 'fps', null], ['FPS', 60, 'fps', trap], ['FPS', 60, 'fps', Object.freeze({ api: 'a' })], [Symbol('x'), 1, 'fps'], ['FPS', 1n, 'fps']];
  for (const call of calls) expect(() => { track(...call); }).not.toThrow();
  await wait(2 * minuteMs);
  expect(rig.server.accounts()).toMatchObject([{ produced: 10, dropped: { 'bad-value': 9 } }]);
  expect(dropped(rig.server.accounts())).toBe(9);
  const typed: MobileType = 'FPS';
  // @ts-expect-error The unit belongs to the type.
  metrics.track(typed, 1, 'ms');
});
