import uPlot from 'uplot';
import type { ChartLine, ChartView } from './chart-view.ts';
import { formatTicks } from '../format.ts';
import type { ChartColours } from './chart-colours.ts';
import { lonePoints, valueRange } from './chart-scale.ts';
import { timeLabel } from './time-label.ts';

interface Look {
  /** The view of now: options outlive the data they were made for. */
  readonly view: () => ChartView;
  readonly colours: ChartColours;
  readonly font: string;
  /** Tells which point the cursor is on. */
  readonly hover: (index: number | undefined) => void;
}

export const chartHeight = 188;
const widths = { low: 1.25, main: 2, high: 1.25 } as const;

export function chartOptions({ view, colours, font, hover }: Look, width: number): uPlot.Options {
  const first = view();
  return {
    width, height: chartHeight, padding: [8, 8, 0, 0], legend: { show: false },
    cursor: { y: false, sync: { key: 'layer', setSeries: false }, drag: { setScale: false, x: false }, points: { size: 6 } },
    scales: {
      x: { time: true, range: () => [view().fromMs / 1_000, view().toMs / 1_000] },
      y: { range: (_, lowest, highest) => [...valueRange(view(), { lowest: lowest ?? 0, highest: highest ?? 0 })] },
    },
    axes: axesOf({ view, colours, font }),
    series: [{}, ...first.lines.map((line) => seriesOf(line, first.shape, colours))],
    hooks: { setLegend: [(chart) => hover(chart.cursor.idx ?? undefined)], drawAxes: [(chart) => drawLimit(chart, view(), colours)] },
  };
}

export function chartData({ atMs, lines }: ChartView): uPlot.AlignedData {
  return [atMs.map((at) => at / 1_000), ...lines.map(({ values }) => [...values])];
}

function axesOf({ view, colours, font }: Omit<Look, 'hover'>): uPlot.Axis[] {
  const base: uPlot.Axis = { font, stroke: colours.axis, ticks: { show: false }, grid: { stroke: colours.grid, width: 1 } };
  const time: uPlot.Axis = { ...base, size: 26, gap: 8, space: 72, grid: { show: false }, values: (_, splits) => splits.map((at) => timeLabel(at * 1_000, view().toMs - view().fromMs)) };
  const value: uPlot.Axis = { ...base, gap: 6, space: 38, size: (_, values) => widest(values), values: (_, splits) => formatTicks(splits, view().unit) };
  return [time, value];
}

function widest(values: readonly string[] | null): number {
  const longest = Math.max(4, ...(values ?? []).map((value) => value.length));
  return longest * 6.4 + 12;
}

function seriesOf({ style, label }: ChartLine, shape: ChartView['shape'], colours: ChartColours): uPlot.Series {
  const stroke = colours[style];
  if (shape === 'bars') return { label, fill: stroke, width: 0, points: { show: false }, ...barPaths() };
  const dots: uPlot.Series.Points = { show: false, size: 4, fill: stroke, filter: (chart, index) => lonePoints([...(chart.data[index] ?? [])]) };
  if (shape === 'steps') return { label, stroke, width: widths[style], fill: colours.fill, points: dots, ...stepPaths() };
  return { label, stroke, width: widths[style], points: dots, ...(shape === 'area' ? { fill: colours.fill } : {}) };
}

/** A bar begins with its minute and leaves a hair to the next. */
function barPaths(): Pick<uPlot.Series, 'paths'> {
  const paths = uPlot.paths.bars?.({ align: 1, size: [0.82, 22] });
  return paths === undefined ? {} : { paths };
}

function stepPaths(): Pick<uPlot.Series, 'paths'> {
  const paths = uPlot.paths.stepped?.({ align: 1 });
  return paths === undefined ? {} : { paths };
}

function drawLimit({ ctx, bbox, valToPos }: uPlot, { limit }: ChartView, colours: ChartColours): void {
  if (limit?.onScale !== true) return;
  const y = Math.round(valToPos(limit.value, 'y', true)) + 0.5;
  ctx.save();
  ctx.strokeStyle = colours.limit;
  ctx.lineWidth = uPlot.pxRatio;
  ctx.setLineDash([5 * uPlot.pxRatio, 4 * uPlot.pxRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
