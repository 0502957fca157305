import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeHistogram } from './histogram-codec.ts';
import { Histogram } from './histogram.ts';
import { createRecorder, type RecorderSettings } from './recorder.ts';
import type { Series } from './series.ts';
import { Tally } from './tally.ts';

const latency: Series = { tenant: 'main', layer: 'API', type: 'LATENCY', service: 'shop', region: 'eu', source: 'server', labels: {} };
const requests: Series = { ...latency, type: 'REQUEST' };
const hourMs = 3_600_000;

function recorderAt(startMs: number, settings: Omit<RecorderSettings, 'clock'> = {}) {
  let nowMs = startMs;
  const recorder = createRecorder({ clock: { nowMs: () => nowMs }, ...settings });
  const moveTo = (atMs: number) => {
    nowMs = atMs;
    recorder.advance();
  };
  return { recorder, moveTo };
}

const shape = (points: ReturnType<ReturnType<typeof createRecorder>['drain']>) =>
  points.map(({ slotMs, series, aggregate }) => [slotMs, series.type, aggregate.count, aggregate.sum]).toSorted();

describe('a recorder', () => {
  test('puts measurements into 10 s slots, one point per series and slot', () => {
    const { recorder, moveTo } = recorderAt(100_000);
    const handle = recorder.handle(latency);
    const other = recorder.handle(requests);
    handle.record(5);
    handle.record(7);
    moveTo(109_999);
    other.record(1);
    moveTo(110_000);
    handle.record(9);
    expect(recorder.pendingPoints).toBe(3);
    expect(shape(recorder.drain())).toEqual([[100_000, 'LATENCY', 2, 12], [100_000, 'REQUEST', 1, 1], [110_000, 'LATENCY', 1, 9]]);
  });

  test('takes what one sender measured, single values and aggregates, each into the slot of its time', () => {
    const { recorder } = recorderAt(20_000);
    const aggregate = Tally.of({ count: 3, sum: 2, min: 0, max: 1 });
    const [ofLatency, ofRequests] = [latency, requests].map(({ layer, type, ...place }) => ({ layer, type, place }));
    const taken = recorder.take([{ ...ofLatency!, atMs: 21_000, values: [5, 7] }, { ...ofLatency!, atMs: 9_000, values: [1] }, { ...ofRequests!, atMs: 20_000, aggregate }]);
    expect(taken).toBe(6);
    expect(shape(recorder.drain())).toEqual([[0, 'LATENCY', 1, 1], [20_000, 'LATENCY', 2, 12], [20_000, 'REQUEST', 3, 2]]);
    expect(aggregate.count).toBe(3);
  });

  test('tells the places of one sender apart, and finds what others measured at them', () => {
    const { recorder } = recorderAt(0);
    const { layer, type, ...place } = requests;
    const aggregate = Tally.of({ count: 1, sum: 1, min: 1, max: 1 });
    const screens = ['home', 'chat', 'home'].map((screen) => ({ layer, type, place: { ...place, labels: { screen } }, atMs: 0, aggregate }));
    recorder.take(screens);
    recorder.record({ ...requests, labels: { screen: 'chat' } }, 1, 0);
    expect(recorder.drain().map(({ series, aggregate: { count } }) => [series, count])).toEqual([[{ ...requests, labels: { screen: 'home' } }, 2], [{ ...requests, labels: { screen: 'chat' } }, 2]]);
  });

  test('gives everything once: a handle bound before a drain records into what the next drain gives', () => {
    const { recorder } = recorderAt(0);
    const handle = recorder.handle(latency);
    handle.record(5);
    const [first] = recorder.drain();
    handle.record(6);
    expect(first!.aggregate.sum).toBe(5);
    expect(recorder.drain()[0]!.aggregate.sum).toBe(6);
    expect(recorder.drain()).toEqual([]);
    expect(recorder.pendingPoints).toBe(0);
  });

  test('two handles of one series, and labels in another order, share one point', () => {
    const { recorder } = recorderAt(0);
    recorder.handle({ ...latency, labels: { a: '1', b: '2' } }).record(1);
    recorder.handle({ ...latency, labels: { b: '2', a: '1' } }).record(2);
    expect(shape(recorder.drain())).toEqual([[0, 'LATENCY', 2, 3]]);
  });

  test('keeps a histogram for a distribution and a tally for a counter', () => {
    const { recorder } = recorderAt(0);
    recorder.handle(latency).record(1);
    recorder.handle(requests).record(1);
    expect(recorder.drain().map(({ aggregate }) => aggregate instanceof Histogram)).toEqual([true, false]);
  });

  test('a handle that never records, or only what is refused, leaves no point', () => {
    const { recorder } = recorderAt(0);
    recorder.handle(requests);
    expect(recorder.liveSeries).toBe(0);
    expect(() => recorder.handle(latency).record(NaN)).toThrow(RangeError);
    expect(recorder.drain()).toEqual([]);
  });

  test('late measurements lie in the slot of their own time', () => {
    const { recorder } = recorderAt(1_000_000);
    const combined = new Histogram();
    combined.record(3, 4);
    recorder.merge(latency, combined, 123_456);
    recorder.record(latency, 8, 129_999);
    recorder.record(latency, 9, 1_000_001);
    expect(shape(recorder.drain())).toEqual([[1_000_000, 'LATENCY', 1, 9], [120_000, 'LATENCY', 5, 20]]);
    expect(combined.count).toBe(4);
  });

  test('measurements from the near future join their slot when it comes', () => {
    const { recorder, moveTo } = recorderAt(0);
    recorder.record(requests, 1, 15_000);
    moveTo(10_000);
    recorder.handle(requests).record(1);
    expect(shape(recorder.drain())).toEqual([[10_000, 'REQUEST', 2, 2]]);
  });

  test('a clock set back gives no slot twice', () => {
    const { recorder, moveTo } = recorderAt(50_000);
    const handle = recorder.handle(requests);
    for (const atMs of [60_000, 50_000, 60_000]) {
      handle.record(1);
      moveTo(atMs);
    }
    handle.record(1);
    expect(shape(recorder.drain())).toEqual([[50_000, 'REQUEST', 2, 2], [60_000, 'REQUEST', 2, 2]]);
  });

  test('refuses an instant that is none, and a tally for a distribution', () => {
    const { recorder } = recorderAt(0);
    expect(() => recorder.record(latency, 1, NaN)).toThrow(RangeError);
    expect(() => recorder.record(latency, 1, -1)).toThrow(RangeError);
    expect(() => recorder.merge(latency, Tally.of({ count: 1, sum: 1, min: 1, max: 1 }), 0)).toThrow('histograms');
  });
});

describe('while the database is away', () => {
  test('six points per series wait at most, and the newest keep their 10 s slot', () => {
    const { recorder, moveTo } = recorderAt(0, { leastWaitingPoints: 0 });
    const handles = ['a', 'b', 'c'].map((service) => recorder.handle({ ...latency, service }));
    for (let slot = 0; slot < 9 * 360; slot++) {
      moveTo(slot * 10_000);
      for (const handle of handles) handle.record(1);
      expect(recorder.pendingPoints).toBeLessThanOrEqual(6 * handles.length);
    }
    const points = recorder.drain();
    expect(points.reduce((sum, { aggregate }) => sum + aggregate.count, 0)).toBe(9 * 360 * 3);
    expect(points.filter(({ slotMs, aggregate }) => slotMs === (9 * 360 - 1) * 10_000 && aggregate.count === 1)).toHaveLength(3);
  });

  test('slots become twice as wide, begin at multiples of their width, and are narrow again after the drain', () => {
    const { recorder, moveTo } = recorderAt(0, { leastWaitingPoints: 0 });
    const handle = recorder.handle(requests);
    for (let slot = 0; slot < 9; slot++) {
      moveTo(slot * 10_000);
      handle.record(1);
    }
    expect(shape(recorder.drain())).toEqual([[0, 'REQUEST', 2, 2], [20_000, 'REQUEST', 2, 2], [40_000, 'REQUEST', 2, 2], [60_000, 'REQUEST', 2, 2], [80_000, 'REQUEST', 1, 1]]);
    handle.record(1);
    recorder.record(requests, 1, 10_000);
    expect(shape(recorder.drain())).toEqual([[10_000, 'REQUEST', 1, 1], [80_000, 'REQUEST', 1, 1]]);
  });

  test('a day of late measurements of one phone widens nothing', () => {
    const { recorder } = recorderAt(24 * hourMs);
    for (let minute = 0; minute < 1440; minute++) recorder.record(latency, 1, minute * 60_000);
    expect(new Set(recorder.drain().map(({ slotMs }) => slotMs)).size).toBe(1440);
  });

  test('whatever the order of times, nothing is lost and no series has a slot twice', () => {
    const steps = fc.array(fc.record({ step: fc.integer({ min: -30_000, max: 60_000 }), service: fc.constantFrom('a', 'b'), atMs: fc.integer({ min: 0, max: 2 * hourMs }) }), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (all) => {
        const { recorder, moveTo } = recorderAt(hourMs, { leastWaitingPoints: 5 });
        let nowMs = hourMs;
        for (const { step, service, atMs } of all) {
          moveTo((nowMs += step));
          recorder.record({ ...requests, service }, 1, atMs);
          recorder.handle({ ...requests, service }).record(1);
          expect(recorder.pendingPoints).toBeLessThanOrEqual(12);
        }
        const points = recorder.drain();
        expect(points.reduce((sum, { aggregate }) => sum + aggregate.count, 0)).toBe(2 * all.length);
        expect(new Set(points.map(({ slotMs, series }) => `${series.service} ${slotMs}`)).size).toBe(points.length);
      }),
    );
  });
});

describe('cumulative values', () => {
  test('never go down, whether drained or not, and can be read twice', () => {
    const { recorder, moveTo } = recorderAt(0);
    const handle = recorder.handle(latency);
    const total = () => [...recorder.cumulative()].map(({ aggregate }) => aggregate.count);
    handle.record(1);
    expect([total(), total()]).toEqual([[1], [1]]);
    recorder.drain();
    expect(total()).toEqual([1]);
    moveTo(10_000);
    handle.record(2);
    recorder.record(latency, 3, 0);
    expect(total()).toEqual([3]);
  });

  test('do not change what a drain gave away', () => {
    const { recorder } = recorderAt(0);
    const handle = recorder.handle(latency);
    handle.record(1);
    const [point] = recorder.drain();
    const before = point!.aggregate instanceof Histogram ? encodeHistogram(point!.aggregate) : undefined;
    handle.record(2);
    recorder.drain();
    expect(point!.aggregate instanceof Histogram && encodeHistogram(point!.aggregate)).toEqual(before);
  });

  test('of a series silent for an hour are forgotten, and begin again with its next life', () => {
    const { recorder, moveTo } = recorderAt(0);
    const handle = recorder.handle(latency);
    handle.record(1);
    recorder.drain();
    moveTo(hourMs - 10_000);
    expect(recorder.liveSeries).toBe(1);
    moveTo(hourMs);
    expect(recorder.liveSeries).toBe(0);
    handle.record(1);
    expect([...recorder.cumulative()].map(({ aggregate }) => aggregate.count)).toEqual([1]);
  });

  test('of a series whose points still wait are kept, however long the database is away', () => {
    const { recorder, moveTo } = recorderAt(0);
    recorder.handle(latency).record(1);
    moveTo(5 * hourMs);
    recorder.record(latency, 2, 0);
    expect(shape(recorder.drain())).toEqual([[0, 'LATENCY', 2, 3]]);
    expect([...recorder.cumulative()].map(({ aggregate }) => aggregate.count)).toEqual([2]);
  });
});

describe('too many series', () => {
  test('fold into one overflow series per source, so that totals stay exact, and the culprit is named', () => {
    const { recorder } = recorderAt(0, { limits: { seriesPerMetric: 10 } });
    for (let n = 0; n < 500; n++) {
      recorder.handle({ ...requests, labels: { visitor: `v${n}`, os: 'ios' } }).record(1);
      recorder.record({ ...requests, source: 'client', labels: { visitor: `c${n}` } }, 1, 0);
    }
    const points = recorder.drain();
    expect(points.reduce((sum, { aggregate }) => sum + aggregate.sum, 0)).toBe(1000);
    expect(points.filter(({ series }) => series.labels['overflow'] === 'true').map(({ series }) => series.source).toSorted()).toEqual(['client', 'server']);
    expect(recorder.liveSeries).toBe(12);
    expect(recorder.takeOverflowReports()).toMatchObject([{ tenant: 'main', layer: 'API', type: 'REQUEST', dimension: 'visitor' }]);
    expect(recorder.takeOverflowReports()).toEqual([]);
  });

  test('find a place again once an hour of silence freed one', () => {
    const { recorder, moveTo } = recorderAt(0, { limits: { seriesPerMetric: 1 } });
    recorder.handle({ ...requests, service: 'old' }).record(1);
    const handle = recorder.handle({ ...requests, service: 'new' });
    handle.record(1);
    recorder.drain();
    moveTo(hourMs);
    handle.record(1);
    expect(recorder.drain().map(({ series }) => series.service)).toEqual(['new']);
  });
});
