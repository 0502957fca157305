import { expect, test } from 'vitest';
import type { ChartView } from '../../ui/chart/chart-view.ts';
import { formatClock } from '../../ui/format.ts';
import { legendView } from './legend-view.ts';

const view: ChartView = {
  shape: 'lines', fromMs: 0, toMs: 3_600_000, stepMs: 60_000, unit: 'ms', summary: '', atMs: [0, 60_000],
  lines: [{ label: 'P95', style: 'main', values: [12, null] }], limit: { value: 250, label: 'below 250 ms', onScale: false },
};

test('the legend reads out the step under the cursor, and says nothing where nothing was measured', () => {
  expect(legendView(view, 0)).toMatchObject({ at: formatClock(0), lines: [{ label: 'P95', value: '12 ms' }] });
  expect(legendView(view, 1).lines[0]?.value).toBe('');
  expect(legendView(view, undefined)).toMatchObject({ at: '', lines: [{ value: '' }] });
});

test('a limit that is not drawn is said to be off the scale', () => {
  expect(legendView(view, undefined).limit).toBe('below 250 ms, off the scale');
});
