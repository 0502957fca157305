import type { MetricPanel, Reading } from '@sora/core';
import { formatCount, formatFigure } from '../../ui/format.ts';
import { keyFigure, keyLabel, keyValue } from '../../ui/reading-view.ts';

export interface SplitRow {
  /** What the filter takes; empty where it is not known. */
  readonly value: string;
  readonly name: string;
  readonly figure: string;
  readonly n: string;
  /** Width of its bar, 0 to 1; the largest fills it. */
  readonly fill: number;
}

export interface SplitView {
  readonly label: string;
  readonly statistic: string;
  readonly rows: readonly SplitRow[];
  /** How many did not fit. */
  readonly more: number;
}

const shown = 6;

export function splitByService(metric: MetricPanel): SplitView {
  return splitView(metric, 'Service', metric.byService.map(({ service, reading }) => ({ value: service, reading })));
}

export function splitByRegion(metric: MetricPanel): SplitView {
  return splitView(metric, 'Region', metric.byRegion.map(({ region, reading }) => ({ value: region, reading })));
}

function splitView(metric: MetricPanel, label: string, parts: readonly { readonly value: string; readonly reading: Reading }[]): SplitView {
  const sorted = parts.toSorted((a, b) => (keyValue(metric, b.reading) ?? 0) - (keyValue(metric, a.reading) ?? 0));
  const largest = Math.max(...sorted.map(({ reading }) => keyValue(metric, reading) ?? 0), 0);
  return { label, statistic: keyLabel(metric), rows: sorted.slice(0, shown).map(({ value, reading }) => row(metric, value, { reading, largest })), more: Math.max(0, parts.length - shown) };
}

function row(metric: MetricPanel, value: string, { reading, largest }: { readonly reading: Reading; readonly largest: number }): SplitRow {
  const figure = keyFigure(metric, reading);
  return {
    value, name: value === '' ? 'not stated' : value, n: formatCount(reading.n),
    figure: figure === undefined ? '' : formatFigure(figure),
    fill: largest === 0 ? 0 : (keyValue(metric, reading) ?? 0) / largest,
  };
}
