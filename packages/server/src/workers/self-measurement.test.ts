import { setTimeout as sleep } from 'node:timers/promises';
import { createRecorder, metricDefinition } from '@sora/core';
import { fakeClock } from '@sora/core/testing';
import { expect, onTestFinished, test } from 'vitest';
import { measureSelf } from './self-measurement.ts';

function harness() {
  const recorder = createRecorder({ clock: fakeClock() });
  const measurement = measureSelf(recorder, { tenant: 'main', region: 'eu' });
  onTestFinished(() => measurement.stop());
  const drained = () => new Map(recorder.drain().map((point) => [point.series.type, point]));
  return { measurement, drained };
}

/** Keeps the processor and the event loop busy. */
function block(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs) Math.sqrt(untilMs);
}

test('answers are counted with duration and outcome; only what the server did wrong is an error', () => {
  const { measurement, drained } = harness();
  for (const status of [200, 404, 503]) measurement.answered({ durationMs: 20, status });
  measurement.queried(4);
  const points = drained();
  const totals = (type: string) => [points.get(type)?.aggregate.count, points.get(type)?.aggregate.sum];
  expect({ LATENCY: totals('LATENCY'), REQUEST: totals('REQUEST'), ERROR: totals('ERROR'), DATABASE_LATENCY: totals('DATABASE_LATENCY') }).toEqual({ LATENCY: [3, 60], REQUEST: [3, 3], ERROR: [3, 1], DATABASE_LATENCY: [1, 4] });
});

test('every series belongs to the service "sora" of this tenant and region, and stands in the catalog', () => {
  const { measurement, drained } = harness();
  measurement.answered({ durationMs: 1, status: 200 });
  measurement.queried(1);
  measurement.sampleProcess();
  for (const [type, { series }] of drained()) {
    expect(series).toEqual({ tenant: 'main', region: 'eu', layer: 'API', service: 'sora', source: 'server', labels: {}, type });
    expect(metricDefinition('API', type)).toBeDefined();
  }
});

test('a process that was busy shows it in load, processor share, delay of its event loop and memory', async () => {
  const { measurement, drained } = harness();
  await sleep(50);
  measurement.sampleProcess();
  drained();
  // The monitor starts anew with each sample, and needs one turn of its own for that.
  await sleep(50);
  const startedMs = performance.now();
  block(200);
  await sleep(50);
  const elapsedMs = performance.now() - startedMs;
  measurement.sampleProcess();
  const points = drained();
  const only = (type: string) => points.get(type)?.aggregate.max ?? Number.NaN;
  expect(only('EVENT_LOOP_DELAY')).toBeGreaterThan(100);
  expect(only('EVENT_LOOP_DELAY')).toBeLessThan(elapsedMs + 50);
  // Generous, since the test shares its processor.
  expect(only('PROCESS_CPU')).toBeGreaterThan(0.1);
  expect(only('PROCESS_CPU')).toBeLessThan(8);
  expect(only('PROCESS_MEMORY')).toBeGreaterThan(20);
  expect(only('PROCESS_MEMORY')).toBeLessThan(8_000);
  expect(measurement.load).toBeGreaterThan(0.5);
  expect(measurement.load).toBeLessThanOrEqual(1);
});
