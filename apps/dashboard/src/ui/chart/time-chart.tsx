import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { useSora, useStore } from '../../app/context.ts';
import type { ChartView } from './chart-view.ts';
import { chartColours } from './chart-colours.ts';
import { chartData, chartHeight, chartOptions } from './chart-options.ts';

interface Props {
  readonly view: ChartView;
  readonly name: string;
  readonly hover: (index: number | undefined) => void;
}

/** Draws a view on a canvas. To a screen reader it is its summary; the same steps stand in the table. */
export function TimeChart({ view, name, hover }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef({ view, hover });
  const theme = useStore(useSora().theme.state);
  useEffect(() => { latest.current = { view, hover }; });

  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const { fontFamily } = getComputedStyle(element);
    const look = { view: () => latest.current.view, hover: (index: number | undefined) => latest.current.hover(index), colours: chartColours(element), font: `11px ${fontFamily}` };
    const chart = new uPlot(chartOptions(look, element.clientWidth), chartData(latest.current.view), element);
    plot.current = chart;
    const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: chartHeight }));
    resized.observe(element);
    return () => { resized.disconnect(); chart.destroy(); };
  }, [theme, view.shape]);

  useEffect(() => plot.current?.setData(chartData(view)), [view]);
  return <div ref={host} className="chart" role="img" aria-label={`${name}. ${view.summary}`} />;
}
