import { describe, expect, test } from 'vitest';
import type { CrashReport } from '../crash/crash-report.ts';
import { unanswered } from '../testing/scripted-transport.ts';
import { metricRig } from '../testing/metric-rig.ts';
import type { CrashSource } from './crash-source.ts';

const minuteMs = 60_000;

describe('sessions and crashes', () => {
  const crashOf = (boot: string, kind: CrashReport['kind'] = 'crash') => {
    const acknowledged: string[] = [];
    const report = { id: `${boot}-1`, kind, name: 'TypeError', message: 'no', stack: '', where: 'global', release: '1', attempt: 0, unsentBefore: 0 };
    const source: CrashSource = { takeReport: () => (acknowledged.length > 0 ? undefined : report), acknowledgeReport: (id) => { acknowledged.push(id); } };
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
    // The disk is full from the moment on when the report is asked for.
    const first = rig.start({ crashes: { ...source, takeReport: () => { rig.isFull = true; return source.takeReport(); } } });
    first.metrics.start();
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
