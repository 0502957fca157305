import type { MetricPanel } from '@sora/core';
import { formatClock, formatClockSeconds, formatCount, formatDay, formatFigure } from '../../ui/format.ts';
import { keyFigure, keyLabel, lowIsBad, statsOf } from '../../ui/reading-view.ts';

/** The chart as a table: the same steps in words and numbers, newest first. */
export interface StepTableView {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: number; readonly cells: readonly string[] }[];
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

export function stepTableView(metric: MetricPanel, { stepMs, spanMs }: { readonly stepMs: number; readonly spanMs: number }): StepTableView {
  const time = (atMs: number) => stepTime(atMs, stepMs, spanMs);
  return {
    columns: ['From', ...columnsOf(metric), 'n'],
    rows: metric.steps.toReversed().map((step) => ({ key: step.atMs, cells: [time(step.atMs), ...cellsOf(metric, step), formatCount(step.n)] })),
  };
}

export function stepTime(atMs: number, stepMs: number, spanMs: number): string {
  const clock = stepMs < minuteMs ? formatClockSeconds(atMs) : formatClock(atMs);
  return spanMs > dayMs ? `${formatDay(atMs)}, ${clock}` : clock;
}

function columnsOf(metric: MetricPanel): readonly string[] {
  if (metric.kind !== 'distribution') return [keyLabel(metric)];
  return lowIsBad(metric) ? ['P5', 'P50', 'P95'] : ['P50', 'P95', 'P99'];
}

function cellsOf(metric: MetricPanel, step: MetricPanel['steps'][number]): readonly string[] {
  if (metric.kind === 'distribution') return statsOf(metric, step).filter(({ label }) => label !== 'n').map(({ value }) => value);
  const figure = keyFigure(metric, step);
  return [figure === undefined ? '' : formatFigure(figure)];
}
