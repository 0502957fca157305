import { describe, expect, test } from 'vitest';
import { DistinctEstimate } from './cardinality-estimate.ts';
import { createOverflowWatch, reportEveryMs } from './cardinality-report.ts';
import { createCardinalityBudget, defaultCardinalityLimits, overflowSeries } from './cardinality.ts';
import { layerNames } from './sample.ts';
import type { Series } from './series.ts';

const series: Series = { tenant: 'main', layer: 'API', type: 'LATENCY', service: 'shop', region: 'eu', source: 'server', labels: {} };
const labelled = (labels: Readonly<Record<string, string>>): Series => ({ ...series, labels });

describe('the budget of live series', () => {
  test('ends at the limit of a metric and leaves other metrics and tenants theirs', () => {
    const budget = createCardinalityBudget({ ...defaultCardinalityLimits, seriesPerMetric: 2 });
    expect([1, 2, 3].map(() => budget.admit(series))).toEqual([true, true, false]);
    expect(budget.admit({ ...series, type: 'ERROR' })).toBe(true);
    expect(budget.admit({ ...series, tenant: 'other' })).toBe(true);
  });

  test('a released place can be taken again', () => {
    const budget = createCardinalityBudget({ ...defaultCardinalityLimits, seriesPerMetric: 1 });
    budget.admit(series);
    budget.release(series);
    expect([budget.admit(series), budget.admit(series)]).toEqual([true, false]);
  });

  test('a layer that takes all shared places leaves every other layer its reserve', () => {
    const budget = createCardinalityBudget({ ...defaultCardinalityLimits, seriesPerMetric: 1000, seriesPerNode: 20, reservedPerLayer: 2 });
    const admitted = (layer: Series['layer']) => Array.from({ length: 30 }, () => budget.admit({ ...series, layer })).filter(Boolean).length;
    expect(admitted('API')).toBe(2 + (20 - 2 * layerNames.length));
    expect(layerNames.filter((layer) => layer !== 'API').map(admitted)).toEqual(Array<number>(layerNames.length - 1).fill(2));
  });

  test('a released place of the reserve is no shared place', () => {
    const budget = createCardinalityBudget({ ...defaultCardinalityLimits, seriesPerMetric: 1000, seriesPerNode: 15, reservedPerLayer: 2 });
    const admitted = (layer: Series['layer'], times: number) => Array.from({ length: times }, () => budget.admit({ ...series, layer })).filter(Boolean).length;
    expect(admitted('API', 2)).toBe(2);
    budget.release(series);
    expect(admitted('AI', 10)).toBe(2 + 1);
    expect(admitted('API', 10)).toBe(1);
  });

  test('shared places come back too', () => {
    const budget = createCardinalityBudget({ ...defaultCardinalityLimits, seriesPerMetric: 1000, seriesPerNode: 15, reservedPerLayer: 2 });
    for (let n = 0; n < 3; n++) budget.admit(series);
    expect(budget.admit({ ...series, layer: 'AI' }) && budget.admit({ ...series, layer: 'AI' }) && budget.admit({ ...series, layer: 'AI' })).toBe(false);
    budget.release(series);
    expect(budget.admit({ ...series, layer: 'AI' })).toBe(true);
  });
});

test('the overflow series keeps tenant, metric and source, and nothing that could explode', () => {
  expect(overflowSeries({ ...labelled({ a: 'b' }), source: 'client' })).toEqual({
    tenant: 'main', layer: 'API', type: 'LATENCY', source: 'client', service: '(overflow)', region: '(overflow)', labels: { overflow: 'true' },
  });
});

test.each([0, 1, 5, 100, 3000, 200_000])('%d distinct values are estimated within a tenth', (distinct) => {
  const estimate = new DistinctEstimate();
  for (let n = 0; n < distinct; n++) for (let repeat = 0; repeat < 2; repeat++) estimate.add(`value-${n}`);
  expect(Math.abs(estimate.count - distinct)).toBeLessThanOrEqual(distinct / 10);
});

describe('the overflow watch', () => {
  test('names the label that exploded, how far, and five of its values', () => {
    const watch = createOverflowWatch();
    for (let n = 0; n < 10_000; n++) watch.note(labelled({ build: `b${n}`, os: n % 2 === 0 ? 'ios' : 'android' }));
    const [report, ...others] = watch.take(0);
    expect(report).toMatchObject({ tenant: 'main', layer: 'API', type: 'LATENCY', dimension: 'build', sampleValues: ['b0', 'b1', 'b2', 'b3', 'b4'] });
    expect(Math.abs(report!.distinctValues - 10_000)).toBeLessThan(1000);
    expect(others).toEqual([]);
  });

  test('names the service or region when it is they', () => {
    const watch = createOverflowWatch();
    for (let n = 0; n < 50; n++) watch.note({ ...series, service: `pod-${n}` });
    expect(watch.take(0)).toMatchObject([{ dimension: 'service' }]);
  });

  test('speaks once an hour per metric, and then of the last hour', () => {
    const watch = createOverflowWatch();
    watch.note(labelled({ a: '1' }));
    expect(watch.take(1000)).toHaveLength(1);
    watch.note(labelled({ b: '1' }));
    watch.note(labelled({ b: '2' }));
    watch.note({ ...series, type: 'ERROR' });
    expect(watch.take(2000)).toMatchObject([{ type: 'ERROR' }]);
    expect(watch.take(1000 + reportEveryMs)).toMatchObject([{ type: 'LATENCY', dimension: 'b', distinctValues: 2 }]);
    expect(watch.take(1000 + 3 * reportEveryMs)).toEqual([]);
  });

  test('watches at most 64 metrics', () => {
    const watch = createOverflowWatch();
    for (let n = 0; n < 1000; n++) watch.note({ ...series, tenant: `tenant-${n}` });
    expect(watch.take(0)).toHaveLength(64);
  });
});
