import { createRecorder, type NodeReport, SoraError } from '@sora/core';
import { fakeClock } from '@sora/core/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDatabaseWatch } from './database-watch.ts';
import { startNodeRounds } from './node-rounds.ts';

const self: NodeReport = { id: 'a', region: 'eu', release: '1', startedAtMs: 0, load: 0.5, memoryBytes: 1 };

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function harness() {
  const clock = fakeClock();
  const recorder = createRecorder({ clock, limits: { seriesPerMetric: 1 } });
  const database = createDatabaseWatch(clock, () => undefined);
  const failing = { flush: undefined as Error | undefined, heartbeat: undefined as Error | undefined };
  const heartbeat = vi.fn(async (_report: NodeReport) => { if (failing.heartbeat !== undefined) throw failing.heartbeat; });
  const flush = vi.fn(async () => {
    if (failing.flush !== undefined) throw failing.flush;
    return { points: recorder.drain().length };
  });
  const [onFlushed, onError, recordEvent, sampleProcess, stopMeasuring] = [vi.fn(), vi.fn(), vi.fn(async () => undefined), vi.fn(), vi.fn()];
  const nodes = { heartbeat, active: async () => [], leave: async () => undefined, forget: async () => 0 };
  const measurement = { answered: () => undefined, queried: () => undefined, sampleProcess, load: 0, stop: stopMeasuring };
  const rounds = startNodeRounds({ recorder, flusher: { flush }, flushMs: 1_000, nodes, self: () => self, measurement, database, onFlushed, recordEvent, onError });
  const measure = (service: string) => recorder.record({ tenant: 'main', layer: 'API', type: 'REQUEST', service, region: '', source: 'server', labels: {} }, 1, clock.nowMs());
  return { rounds, failing, measure, database, heartbeat, flush, onFlushed, onError, recordEvent, sampleProcess, stopMeasuring };
}

describe('the rounds of a server', () => {
  test('say at once and every five seconds that it is there, and measure it every second', async () => {
    const { rounds, heartbeat, sampleProcess } = harness();
    await vi.advanceTimersByTimeAsync(10_100);
    expect(heartbeat.mock.calls).toEqual([[self], [self], [self]]);
    expect(sampleProcess).toHaveBeenCalledTimes(11);
    await rounds.stop();
  });

  test('tell open pages of a flush that wrote something, and of no other', async () => {
    const { rounds, onFlushed, measure, flush } = harness();
    await vi.advanceTimersByTimeAsync(1_100);
    expect([flush.mock.calls.length, onFlushed.mock.calls.length]).toEqual([1, 0]);
    measure('a');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(onFlushed).toHaveBeenCalledTimes(1);
    await rounds.stop();
  });

  test('take an outage from what the database refuses, and its end from what it answers, not from a flush with nothing to write', async () => {
    const { rounds, failing, database, measure, onError } = harness();
    await vi.advanceTimersByTimeAsync(100);
    failing.flush = new SoraError('database-unavailable');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(database.state.state).toBe('unavailable');
    expect(onError).toHaveBeenCalledWith(failing.flush, 'flush');
    failing.flush = undefined;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(database.state.state).toBe('unavailable');
    measure('a');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(database.state.state).toBe('available');
    await rounds.stop();
  });

  test('do not blame the database for a fault of our own', async () => {
    const { rounds, failing, database, onError } = harness();
    failing.flush = new TypeError('a bug');
    await vi.advanceTimersByTimeAsync(3_100);
    expect(onError).toHaveBeenCalledWith(failing.flush, 'flush');
    expect(database.state.state).toBe('available');
    await rounds.stop();
  });

  test('record which label made too many series', async () => {
    const { rounds, measure, recordEvent } = harness();
    measure('a');
    measure('b');
    await vi.advanceTimersByTimeAsync(1_100);
    expect(recordEvent).toHaveBeenCalledWith(expect.objectContaining({ tenant: 'main', type: 'METRIC_CARDINALITY', subject: expect.stringContaining('API.REQUEST: too many series') }));
    await rounds.stop();
  });

  test('end when they are stopped', async () => {
    const { rounds, flush, heartbeat, stopMeasuring } = harness();
    await vi.advanceTimersByTimeAsync(100);
    await rounds.stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect([flush.mock.calls.length, heartbeat.mock.calls.length, stopMeasuring.mock.calls.length]).toEqual([0, 1, 1]);
  });
});
