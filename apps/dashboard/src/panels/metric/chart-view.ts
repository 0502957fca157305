import type { MetricPanel, Reading } from '@sora/core';
import { formatValue } from '../../ui/format.ts';
import { keyLabel, keyValue, limitOf, lowIsBad, unitOf } from '../../ui/reading-view.ts';
import type { ChartLine, ChartView } from '../../ui/chart/chart-view.ts';
import { titleOf } from '../../ui/words.ts';

export interface ChartWindow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

/** A limit up to so many times the highest value is drawn: beyond, the values would lie flat on the ground. */
const limitReach = 4;

export function chartView(metric: MetricPanel, { fromMs, toMs, stepMs }: ChartWindow): ChartView {
  const atMs = gridOf(metric.steps, stepMs);
  const byTime = new Map(metric.steps.map((step) => [step.atMs, step]));
  const lines = linesOf(metric).map(({ read, ...line }) => ({ ...line, values: atMs.map((at) => valueAt(byTime.get(at), read)) }));
  const limit = limitView(metric, lines);
  return {
    shape: shapeOf(metric), fromMs, toMs, stepMs, atMs, lines, unit: unitOf(metric), summary: summaryOf(metric),
    ...(limit === undefined ? {} : { limit }),
  };
}

function shapeOf({ kind, threshold }: MetricPanel): ChartView['shape'] {
  if (kind === 'counter') return 'bars';
  // An area tells by its height from zero; the axis of a share that should be high does not begin there.
  return kind === 'ratio' && threshold?.side !== 'above' ? 'area' : 'lines';
}

/** Every step from the first to the last measured one: those left out in the answer come back as gaps. */
function gridOf(steps: MetricPanel['steps'], stepMs: number): readonly number[] {
  const grid: number[] = [];
  for (const { atMs } of steps) {
    const last = grid.at(-1);
    // One gap is enough to break a line; a week of silence needs no thousand points.
    if (last !== undefined && atMs - last > stepMs) grid.push(last + stepMs);
    grid.push(atMs);
  }
  return grid;
}

type LineReader = Omit<ChartLine, 'values'> & { readonly read: (reading: Reading) => number | undefined };

function linesOf(metric: MetricPanel): readonly LineReader[] {
  if (metric.kind !== 'distribution') return [{ label: keyLabel(metric), style: 'main', read: (reading) => keyValue(metric, reading) }];
  const p50: LineReader = { label: 'P50', style: 'low', read: ({ percentiles }) => percentiles?.p50 };
  const p95: LineReader = { label: 'P95', style: 'main', read: ({ percentiles }) => percentiles?.p95 };
  // The judged line is the strong one; where low is bad, that is P5, and P95 takes the place of the far one.
  if (lowIsBad(metric)) return [{ label: 'P5', style: 'main', read: ({ percentiles }) => percentiles?.p5 }, p50, { ...p95, style: 'high' }];
  return [p50, p95, { label: 'P99', style: 'high', read: ({ percentiles }) => percentiles?.p99 }];
}

function valueAt(step: Reading | undefined, read: LineReader['read']): number | null {
  return step === undefined ? null : (read(step) ?? null);
}

function limitView(metric: MetricPanel, lines: readonly ChartLine[]): ChartView['limit'] {
  const label = limitOf(metric);
  if (metric.threshold === undefined || label === undefined) return undefined;
  const { value } = metric.threshold;
  const top = highest(lines);
  return { value, label, onScale: top === 0 || value <= top * limitReach };
}

function highest(lines: readonly ChartLine[]): number {
  return lines.reduce((top, { values }) => values.reduce<number>((high, value) => Math.max(high, value ?? 0), top), 0);
}

function summaryOf(metric: MetricPanel): string {
  const measured = metric.steps.map((step) => keyValue(metric, step)).filter((value) => value !== undefined);
  const name = `${titleOf(metric.type)}, ${keyLabel(metric).replace('Per', 'per').replace('Share', 'share')}`;
  const [last] = measured.slice(-1);
  if (last === undefined) return `${name}: nothing measured.`;
  const words = (value: number) => formatValue(value, unitOf(metric));
  const limit = limitOf(metric);
  const [low, high] = measured.reduce<readonly [number, number]>(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [last, last]);
  return `${name}: between ${words(low)} and ${words(high)}, last ${words(last)}${limit === undefined ? '' : `, should be ${limit}`}.`;
}
