import type { ChartView, LineStyle } from '../../ui/chart/chart-view.ts';
import { formatValue } from '../../ui/format.ts';
import { stepTime } from './step-table-view.ts';

export interface LegendView {
  /** The step under the cursor; empty without one. */
  readonly at: string;
  readonly lines: readonly { readonly label: string; readonly style: LineStyle; readonly value: string }[];
  readonly limit?: string;
}

export function legendView(view: ChartView, index: number | undefined): LegendView {
  const atMs = index === undefined ? undefined : view.atMs[index];
  const lines = view.lines.map(({ label, style, values }) => ({ label, style, value: valueAt(values, index, view.unit) }));
  return {
    at: atMs === undefined ? '' : stepTime(atMs, view.stepMs, view.toMs - view.fromMs), lines,
    ...(view.limit === undefined ? {} : { limit: view.limit.onScale ? view.limit.label : `${view.limit.label}, off the scale` }),
  };
}

function valueAt(values: readonly (number | null)[], index: number | undefined, unit: string): string {
  const value = index === undefined ? undefined : values[index];
  return value === undefined || value === null ? '' : formatValue(value, unit);
}
