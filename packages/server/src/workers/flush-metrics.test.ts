import { createRecorder, type MetricBatch, type MetricPoint, type Series, SoraError } from '@sora/core';
import { fakeClock } from '@sora/core/testing';
import { describe, expect, test } from 'vitest';
import { createMetricFlusher } from './flush-metrics.ts';

const seriesOf = (service: string): Series => ({ tenant: 'main', layer: 'API', type: 'REQUEST', service, region: '', source: 'server', labels: {} });

/** A store that applies a number once, as every store does, and fails as it is told: before or after it has applied. */
function flakyStore() {
  const applied = new Map<number, MetricBatch>();
  const sent: MetricBatch[] = [];
  const failures: ('before' | 'after')[] = [];
  const append = async (batch: MetricBatch): Promise<void> => {
    sent.push(batch);
    const failure = failures.shift();
    if (failure === 'before') throw new SoraError('database-unavailable');
    if (batch.points.some(({ series }) => series.tenant === 'nobody')) throw new SoraError('not-found', { detail: 'There is no such tenant.' });
    if (!applied.has(batch.seq)) applied.set(batch.seq, batch);
    if (failure === 'after') throw new SoraError('database-unavailable');
  };
  const countOf = (service: string) => [...applied.values()].flatMap(({ points }) => points).filter(({ series }) => series.service === service).reduce((total, { aggregate }) => total + aggregate.count, 0);
  return { store: { append }, sent, failures, countOf };
}

function harness() {
  const flaky = flakyStore();
  const clock = fakeClock();
  const recorder = createRecorder({ clock });
  const refused: MetricPoint[] = [];
  const flusher = createMetricFlusher({ recorder, store: flaky.store, nodeId: 'a', onRefused: (point) => refused.push(point) });
  const measure = (service: string, tenant = 'main') => recorder.record({ ...seriesOf(service), tenant }, 1, clock.nowMs());
  return { ...flaky, clock, recorder, flusher, refused, measure };
}

describe('a flusher', () => {
  test('writes what was measured, and nothing when nothing was', async () => {
    const { flusher, measure, countOf, sent } = harness();
    measure('a');
    measure('b');
    await expect(flusher.flush()).resolves.toEqual({ points: 2 });
    await expect(flusher.flush()).resolves.toEqual({ points: 0 });
    expect([countOf('a'), countOf('b'), sent.length]).toEqual([1, 1, 1]);
  });

  test.each(['before', 'after'] as const)('sends the same batch under the same number when the database failed %s it was applied, and counts it once', async (failure) => {
    const { flusher, measure, countOf, sent, failures } = harness();
    failures.push(failure, failure);
    measure('a');
    await expect(flusher.flush()).rejects.toMatchObject({ problem: 'database-unavailable' });
    measure('a');
    await expect(flusher.flush()).rejects.toMatchObject({ problem: 'database-unavailable' });
    await expect(flusher.flush()).resolves.toEqual({ points: 2 });
    expect(sent.map(({ seq }) => seq)).toEqual([1, 1, 1, 2]);
    expect(sent[2]).toEqual(sent[0]);
    expect(countOf('a')).toBe(2);
  });

  test('writes in one call both what waited and what came meanwhile, the older first', async () => {
    const { flusher, measure, failures, recorder, sent } = harness();
    failures.push('before');
    measure('older');
    await expect(flusher.flush()).rejects.toThrow();
    measure('newer');
    await expect(flusher.flush()).resolves.toEqual({ points: 2 });
    expect(recorder.pendingPoints).toBe(0);
    expect(sent.map(({ points }) => points[0]?.series.service)).toEqual(['older', 'older', 'newer']);
  });

  test('cuts what is much into batches, and goes on with the one that failed', async () => {
    const { flusher, measure, failures, sent, clock } = harness();
    for (let slot = 0; slot < 11; slot += 1) {
      for (let service = 0; service < 1000; service += 1) measure(`s${service}`);
      clock.advance(10_000);
    }
    failures.push('before');
    await expect(flusher.flush()).rejects.toThrow();
    await expect(flusher.flush()).resolves.toEqual({ points: 11_000 });
    expect(sent.map(({ seq, points }) => [seq, points.length])).toEqual([[1, 5_000], [1, 5_000], [2, 5_000], [3, 1_000]]);
  });

  test('gives up the one point that the database will never take, names it, and writes all the others once', async () => {
    const { flusher, measure, countOf, refused } = harness();
    for (let service = 0; service < 9; service += 1) measure(`s${service}`);
    measure('orphan', 'nobody');
    for (let service = 9; service < 20; service += 1) measure(`s${service}`);
    await expect(flusher.flush()).resolves.toEqual({ points: 20 });
    expect(refused.map(({ series }) => series.service)).toEqual(['orphan']);
    expect(Array.from({ length: 20 }, (_, service) => countOf(`s${service}`))).toEqual(Array.from({ length: 20 }, () => 1));
    measure('s0');
    await expect(flusher.flush()).resolves.toEqual({ points: 1 });
  });
});
