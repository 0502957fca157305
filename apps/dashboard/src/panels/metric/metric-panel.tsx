import { useId, useState } from 'react';
import { BigFigure, Stats } from '../../ui/figure.tsx';
import { TimeChart } from '../../ui/chart/time-chart.tsx';
import { VerdictBadge } from '../../ui/verdict-badge.tsx';
import type { LayerRoute } from '../layer-head/filter-view.ts';
import { ChartLegend } from './chart-legend.tsx';
import type { Measured, MetricPanelView } from './metric-panel-view.ts';
import { SplitTable } from './split-table.tsx';
import { StepTable } from './step-table.tsx';

interface Props {
  readonly view: MetricPanelView;
  readonly measured: Measured;
  readonly route: LayerRoute;
}

export function MetricPanelCard({ view, measured, route }: Props) {
  const id = useId();
  const [asTable, showTable] = useState(false);
  return (
    <article className="metric" aria-labelledby={id} data-metric={view.type}>
      <header className="metric-head">
        <div><h2 id={id}>{view.title}</h2><p>{view.meaning}</p></div>
        {view.judged && <VerdictBadge verdict={view.verdict} />}
        <button type="button" className="button small" aria-pressed={asTable} onClick={() => showTable(!asTable)}>{asTable ? 'Show as chart' : 'Show as table'}</button>
      </header>
      <div className="figures">
        <BigFigure figure={measured.figure} caption={measured.figure.label} bound={measured.bound} />
        <Stats stats={measured.stats} />
      </div>
      {view.judged && <p className="reason">{view.reason}</p>}
      {measured.fromClients !== undefined && <p className="reason">{measured.fromClients}</p>}
      {asTable ? <StepTable table={measured.table} name={view.title} /> : <Chart title={view.title} measured={measured} />}
      <div className="splits">{measured.splits.map((split) => <SplitTable key={split.label} split={split} route={route} />)}</div>
    </article>
  );
}

function Chart({ title, measured }: { readonly title: string; readonly measured: Measured }) {
  const [index, hover] = useState<number>();
  return (
    <figure>
      <ChartLegend view={measured.chart} index={index} />
      <TimeChart view={measured.chart} name={title} hover={hover} />
    </figure>
  );
}
