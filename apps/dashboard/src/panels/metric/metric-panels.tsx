import type { MetricsDashboard } from '@sora/core';
import { useMemo } from 'react';
import { StaleBadge } from '../../ui/stale-badge.tsx';
import { scopeWords, type LayerRoute } from '../layer-head/filter-view.ts';
import { metricPanelView } from './metric-panel-view.ts';
import { MetricPanelCard } from './metric-panel.tsx';
import { SilentMetrics } from './silent-metrics.tsx';

interface Props {
  readonly dashboard: MetricsDashboard;
  readonly route: LayerRoute;
  readonly stale: string | undefined;
}

/** Measured metrics as charts, in the catalog's order; the others teach below. */
export function MetricPanels({ dashboard, route, stale }: Props) {
  const views = useMemo(() => dashboard.metrics.map((metric) => metricPanelView(metric, dashboard)), [dashboard]);
  const silent = views.filter(({ measured }) => measured === undefined);
  return (
    <div className={stale === undefined ? undefined : 'stale'}>
      <StaleBadge stale={stale} />
      <section className="metric-grid" aria-label={`Metrics of ${scopeWords(route)}`}>
        {views.map((view) => view.measured !== undefined && <MetricPanelCard key={view.type} view={view} measured={view.measured} route={route} />)}
      </section>
      {silent.length > 0 && <SilentMetrics views={silent} scope={scopeWords(route)} />}
    </div>
  );
}
