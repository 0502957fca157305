import type { HealthSummary, MetricHealth } from '@sora/core';
import { expect, test } from 'vitest';
import { layerTileView } from './layer-tile-view.ts';

const base = { layer: 'API', meaning: '', reason: '' } as const;
const latency: MetricHealth = {
  ...base, type: 'LATENCY', kind: 'distribution', unit: 'ms', verdict: 'healthy', threshold: { statistic: 'p95', side: 'below', value: 250 },
  reading: { n: 1200, sum: 1, percentiles: { p5: 1, p50: 40, p95: 120, p99: 180, relativeError: 0.0108 } },
};
const requests: MetricHealth = { ...base, type: 'REQUEST', kind: 'counter', unit: 'count', verdict: 'healthy', reading: { n: 1200, sum: 1200, perMinute: 80 } };
const errors: MetricHealth = {
  ...base, type: 'ERROR', kind: 'ratio', unit: 'good/total', verdict: 'critical', threshold: { statistic: 'share', side: 'below', value: 0.01 },
  reading: { n: 1200, sum: 84, share: 0.07 },
};

function layer(metrics: readonly MetricHealth[]): HealthSummary['layers'][number] {
  return { layer: 'API', title: 'API', about: 'Servers.', verdict: 'critical', reason: 'Errors 7 %, should be below 1 %', metrics };
}

test('the metric with the worst verdict is the one in large type', () => {
  const view = layerTileView(layer([requests, latency, errors]));
  expect(view.key).toMatchObject({ title: 'Error', figure: { text: '7', unit: '%' }, limit: 'below 1 %' });
  expect(view.others).toEqual([{ label: 'Latency', value: '120 ms', verdict: 'healthy' }, { label: 'Request', value: '80/min', verdict: 'healthy' }]);
});

test('among equals a judged metric goes before one that is only shown', () => {
  expect(layerTileView(layer([requests, latency])).key?.title).toBe('Latency');
});

test('a layer without samples shows no number but the line that would bring one', () => {
  const view = layerTileView(layer([{ ...latency, verdict: 'no-data', reading: { n: 0, sum: 0 } }]));
  expect(view.key).toBeUndefined();
  expect(view.code).toContain("layer: 'API', type: 'LATENCY'");
});

test('a tile leads to the page of its layer', () => {
  expect(layerTileView(layer([])).href).toBe('/?layer=API&range=60');
});
