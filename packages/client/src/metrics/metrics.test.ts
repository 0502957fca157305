import { describe, expect, test } from 'vitest';
import { answered, unanswered } from '../testing/scripted-transport.ts';
import { metricRig } from '../testing/metric-rig.ts';
import type { CrashSource } from './crash-source.ts';
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

describe('sessions and crashes', () => {
  const crashOf = (boot: string, kind = 'crash') => {
    const acknowledged: string[] = [];
    const report = { id: `${boot}-1`, kind, atMonoMs: 0, message: 'TypeError' };
    const source: CrashSource = { takeReport: () => (acknowledged.length > 0 ? undefined : { ...report, atMonoMs: 3_000_000 }), acknowledgeReport: (id) => { acknowledged.push(id); } };
    return { source, acknowledged };
  };

  test('every session is one sample: clean ones at the next start, crashed ones with their report, each once however often starts die [MOB-4]', async () => {
    const rig = metricRig();
    rig.server.trouble = () => unanswered;
    for (let start = 0; start < 4; start++) {
      const app = rig.start();
      app.metrics.start();
      await app.wait(start === 2 ? 0 : 5_000);
      app.kill();
    }
    const { source, acknowledged } = crashOf('boot-4-0000');
    for (let start = 0; start < 2; start++) {
      const app = rig.start({ crashes: source });
      app.metrics.start();
      await app.wait(0);
      app.kill();
    }
    expect(acknowledged).toEqual(['boot-4-0000-1']);
    rig.server.trouble = undefined;
    const last = rig.start();
    last.metrics.start();
    await last.wait(3 * minuteMs);
    // Six starts are over, one of them by a crash.
    expect(rig.server.total('CRASH')).toEqual({ count: 6, sum: 1 });
    expect(rig.server.unexplained()).toBe(0);
  });

  test('the report is the first thing sent, before all that waits [MOB-1]', async () => {
    const rig = metricRig();
    const first = rig.start();
    rig.server.trouble = () => unanswered;
    first.metrics.start();
    await first.wait(0);
    first.measure(20);
    await first.wait(minuteMs);
    first.kill();
    rig.server.trouble = undefined;
    const second = rig.start({ crashes: crashOf(first.boot).source });
    second.metrics.start();
    await second.wait(0);
    expect(rig.server.taken.map(({ frame }) => [frame.boot, frame.reports?.length ?? 0])).toEqual([[second.boot, 1], [first.boot, 0]]);
    expect(rig.server.total('CRASH')).toEqual({ count: 1, sum: 1 });
  });

  test('a report that could not be stored is asked for again, and an error that ended nothing ends no session', async () => {
    const rig = metricRig();
    const { source, acknowledged } = crashOf('boot-1-0000', 'error');
    const first = rig.start({ crashes: source });
    first.metrics.start();
    rig.isFull = true;
    await first.wait(minuteMs);
    first.kill();
    rig.isFull = false;
    expect(acknowledged).toEqual([]);
    const second = rig.start({ crashes: source });
    second.metrics.start();
    await second.wait(0);
    expect([acknowledged.length, rig.server.taken[0]?.frame.reports?.length]).toEqual([1, 1]);
    expect(rig.server.total('CRASH').sum).toBe(0);
  });

  test('a pause of half an hour ends a session, a shorter one does not [MOB-4]', async () => {
    const rig = metricRig();
    const app = rig.start();
    app.metrics.start();
    await app.wait(0);
    for (const pauseMs of [29 * minuteMs, 30 * minuteMs, 31 * minuteMs]) {
      app.device.show('hidden');
      await app.wait(pauseMs);
      app.device.show('visible');
      await app.wait(2 * minuteMs);
    }
    expect(rig.server.total('CRASH')).toEqual({ count: 2, sum: 0 });
  });

  test('a start in the background is no session until it is seen', async () => {
    const rig = metricRig();
    for (const isSeen of [false, true]) {
      const app = rig.start({ device: { visibility: 'hidden' } });
      app.metrics.start();
      await app.wait(0);
      if (isSeen) app.device.show('visible');
      await app.wait(1_000);
      app.kill();
    }
    const last = rig.start();
    last.metrics.start();
    await last.wait(minuteMs);
    expect(rig.server.total('CRASH').count).toBe(1);
  });
});

describe('what the device says of itself', () => {
  const draw = async ({ device, wait }: ReturnType<ReturnType<typeof metricRig>['start']>, frames: number) => {
    for (let at = 0; at < frames; at++) device.frame(at * 100);
    await wait(minuteMs);
  };

  test('frames are measured while they are seen; a hidden page reports nothing, not 0 [MOB-4]', async () => {
    const rig = metricRig();
    const app = rig.start();
    app.metrics.start();
    await app.wait(0);
    await draw(app, 31);
    expect([rig.server.total('FPS').count, rig.server.total('SLOW_FRAME')]).toEqual([3, { count: 30, sum: 30 }]);
    app.device.show('hidden');
    expect(app.device.frameListeners).toBe(0);
    await draw(app, 31);
    await app.wait(10 * minuteMs);
    expect(rig.server.total('FPS').count).toBe(3);
    app.device.show('visible');
    expect(app.device.frameListeners).toBe(1);
  });

  test('memory of the script engine is labelled so, that of the process is not [MOB-4]', async () => {
    for (const [kind, labels] of [['js-heap', { memory: 'js-heap' }], ['process', undefined]] as const) {
      const rig = metricRig();
      const app = rig.start({ device: { memory: () => ({ kind, bytes: 120e6 }) } });
      app.metrics.start();
      await app.wait(3 * minuteMs);
      const [sketch] = rig.server.taken.flatMap(({ frame }) => frame.sketches).filter(({ type }) => type === 'MEMORY');
      expect(sketch?.labels).toEqual(labels);
      expect(rig.server.total('MEMORY').sum / rig.server.total('MEMORY').count).toBeCloseTo(120, 6);
    }
  });

  test('the cold start goes from the start of the process to the first screen that can be used, once', async () => {
    const rig = metricRig();
    const app = rig.start();
    await app.wait(1_234);
    app.metrics.start();
    app.metrics.markInteractive();
    app.metrics.markInteractive();
    await app.wait(2 * minuteMs);
    expect(rig.server.total('COLD_START')).toEqual({ count: 1, sum: 1_234 });
  });

  test('going to the background stores and sends what there is, with requests that outlive the page [MOB-4]', async () => {
    const rig = metricRig();
    const app = rig.start();
    app.metrics.start();
    await app.wait(0);
    app.measure(3);
    app.device.show('hidden');
    await app.wait(0);
    expect(rig.server.total('ERROR').count).toBe(3);
  });
});

describe('the user decides', () => {
  test('before a yes nothing is recorded, opened or sent, and before the first render neither [MOB-4]', async () => {
    const rig = metricRig();
    const app = rig.start({ consent: 'unknown' });
    app.measure(10);
    app.metrics.start();
    await app.wait(5 * minuteMs);
    expect([rig.opened, rig.server.requests, app.device.frameListeners]).toEqual([0, 0, 0]);
    await app.metrics.setConsent(true);
    app.measure(1);
    await app.wait(2 * minuteMs);
    expect(rig.server.total('ERROR').count).toBe(1);
    const eager = metricRig();
    const early = eager.start();
    early.measure(10);
    await early.wait(5 * minuteMs);
    expect([eager.opened, eager.server.requests, early.device.frameListeners]).toEqual([0, 0, 0]);
  });

  test('an opt-out deletes what waits and counts it, also what an earlier start left; another yes begins under another name [MOB-4]', async () => {
    const rig = metricRig();
    rig.server.trouble = () => unanswered;
    const first = rig.start();
    first.metrics.start();
    await first.wait(0);
    first.measure(10);
    await first.wait(10_000);
    first.measure(5);
    await first.metrics.setConsent(false);
    expect([first.metrics.counts.optedOut, ...['frames', 'books', 'head'].map((box) => rig.box(box).length)]).toEqual([15, 0, 0, 0]);
    rig.server.trouble = undefined;
    first.measure(10);
    await first.wait(5 * minuteMs);
    expect(rig.server.taken).toEqual([]);
    await first.metrics.setConsent(true);
    first.measure(4);
    await first.wait(2 * minuteMs);
    expect(rig.server.total('ERROR').count).toBe(4);
    expect(rig.server.taken[0]?.frame.boot).not.toBe(first.boot);
    first.measure(10);
    await first.wait(10_000);
    first.kill();
    const second = rig.start({ consent: 'denied' });
    second.metrics.start();
    await second.wait(minuteMs);
    expect([second.metrics.counts.optedOut, rig.box('frames').length]).toEqual([10, 0]);
  });
});

describe('several tabs', () => {
  test('each measures in its own name, one sends, and the next takes over when it dies [MOB-4]', async () => {
    const rig = metricRig();
    const [leader, other] = [rig.start(), rig.start()];
    for (const tab of [leader, other]) {
      tab.metrics.start();
      await tab.wait(0);
    }
    other.measure(10);
    await other.wait(5 * minuteMs);
    expect(rig.server.requests).toBe(0);
    await leader.wait(minuteMs);
    expect(rig.server.taken.map(({ frame }) => frame.boot)).toEqual([other.boot]);
    other.measure(10);
    await other.wait(10_000);
    leader.kill();
    await other.wait(2 * minuteMs);
    expect(rig.server.total('ERROR').count).toBe(20);
    // The session of the tab that died, and not that of the one that lives.
    expect(rig.server.total('CRASH')).toEqual({ count: 1, sum: 0 });
    expect(rig.server.unexplained()).toBe(0);
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
