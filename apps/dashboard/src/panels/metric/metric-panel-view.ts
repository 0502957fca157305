import type { MetricPanel, Verdict } from '@sora/core';
import { codeLine } from '../../ui/code-line.ts';
import type { ChartView } from '../../ui/chart/chart-view.ts';
import { boundOf, keyFigure, limitOf, statsOf, type KeyFigure, type Stat } from '../../ui/reading-view.ts';
import { formatCount, formatFigure, formatValue } from '../../ui/format.ts';
import { titleOf } from '../../ui/words.ts';
import { chartView, type ChartWindow } from './chart-view.ts';
import { splitByRegion, splitByService, type SplitView } from './split-view.ts';
import { stepTableView, type StepTableView } from './step-table-view.ts';

export interface MetricPanelView {
  readonly type: string;
  readonly title: string;
  readonly meaning: string;
  readonly verdict: Verdict;
  /** Nothing is judged: a badge would claim what nobody checked. */
  readonly judged: boolean;
  readonly reason: string;
  readonly code: string;
  /** Absent while nothing was measured in the window. */
  readonly measured?: Measured;
}

export interface Measured {
  readonly figure: KeyFigure;
  readonly stats: readonly Stat[];
  readonly bound?: string;
  readonly limit?: string;
  readonly chart: ChartView;
  readonly table: StepTableView;
  readonly splits: readonly SplitView[];
  /** What devices measured of it besides: shown, never judged. */
  readonly fromClients?: string;
}

export function metricPanelView(metric: MetricPanel, window: ChartWindow): MetricPanelView {
  const measured = measuredView(metric, window);
  return {
    type: metric.type, title: titleOf(metric.type), meaning: metric.meaning, verdict: metric.verdict, judged: metric.threshold !== undefined, reason: metric.reason,
    code: codeLine(metric.layer, metric.type),
    ...(measured === undefined ? {} : { measured }),
  };
}

function measuredView(metric: MetricPanel, window: ChartWindow): Measured | undefined {
  const figure = keyFigure(metric, metric.reading);
  if (metric.reading.n === 0 || figure === undefined) return undefined;
  const [bound, limit, fromClients] = [boundOf(metric.reading), limitOf(metric), clientsSentence(metric)];
  return {
    figure, stats: [...statsOf(metric, metric.reading), ...extremes(metric)], chart: chartView(metric, window),
    table: stepTableView(metric, { stepMs: window.stepMs, spanMs: window.toMs - window.fromMs }),
    splits: [splitByService(metric), splitByRegion(metric)],
    ...(bound === undefined ? {} : { bound }), ...(limit === undefined ? {} : { limit }), ...(fromClients === undefined ? {} : { fromClients }),
  };
}

function clientsSentence(metric: MetricPanel): string | undefined {
  const figure = metric.fromClients === undefined ? undefined : keyFigure(metric, metric.fromClients);
  return figure === undefined ? undefined : `Devices measured ${figure.label} ${formatFigure(figure)}, n ${formatCount(metric.fromClients?.n ?? 0)}; servers decide the verdict.`;
}

function extremes({ kind, unit, reading }: MetricPanel): readonly Stat[] {
  return kind === 'distribution' && reading.max !== undefined ? [{ label: 'Max', value: formatValue(reading.max, unit) }] : [];
}
