import type { MetricPanel, Reading } from '@sora/core';
import { expect, test } from 'vitest';
import { splitByRegion, splitByService } from './split-view.ts';

const reading = (p95: number): Reading => ({ n: 100, sum: 1, percentiles: { p5: 1, p50: 1, p95, p99: p95, relativeError: 0.0108 } });
const panel: MetricPanel = {
  layer: 'API', type: 'LATENCY', kind: 'distribution', unit: 'ms', meaning: '', reason: '', verdict: 'healthy', reading: reading(200), steps: [],
  byService: [{ service: 'feed', reading: reading(50) }, { service: 'checkout', reading: reading(200) }],
  byRegion: [{ region: '', reading: reading(0) }],
};

test('the largest value stands first and its bar is full', () => {
  expect(splitByService(panel).rows.map(({ name, figure, n, fill }) => [name, figure, n, fill])).toEqual([['checkout', '200 ms', '100', 1], ['feed', '50 ms', '100', 0.25]]);
});

test('a region that nobody stated is said to be so, and a zero has no bar', () => {
  expect(splitByRegion(panel).rows).toEqual([{ value: '', name: 'not stated', figure: '0 ms', n: '100', fill: 0 }]);
});
