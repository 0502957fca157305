import { metricLayers } from '@sora/core';
import { useCallback } from 'react';
import { getMetricsDashboard } from '../../api/sora-api.ts';
import { scopeWords, type LayerRoute } from '../../panels/layer-head/filter-view.ts';
import { LayerControls } from '../../panels/layer-head/layer-controls.tsx';
import { LayerHead } from '../../panels/layer-head/layer-head.tsx';
import { MetricPanels } from '../../panels/metric/metric-panels.tsx';
import { Frame } from '../../ui/frame.tsx';
import { ChartsSkeleton } from '../../ui/skeleton.tsx';
import { useResource } from '../use-resource.ts';

/** One layer: every metric over time, by service and by region. */
export function LayerPage({ route }: { readonly route: LayerRoute }) {
  const { layer, range, service, region } = route;
  const load = useCallback((signal: AbortSignal) => {
    const filter = { ...(service === undefined ? {} : { service }), ...(region === undefined ? {} : { region }) };
    return getMetricsDashboard({ layer, timeRange: range, ...filter }, signal);
  }, [layer, range, service, region]);
  const dashboard = useResource(load);
  return (
    <>
      <LayerHead title={metricLayers[layer].title} about={metricLayers[layer].about} scope={scopeWords(route)} health={dashboard.value} />
      <LayerControls route={route} services={dashboard.value?.services ?? []} regions={dashboard.value?.regions ?? []} />
      <Frame resource={dashboard} skeleton={<ChartsSkeleton />}>
        {(answer, stale) => <MetricPanels dashboard={answer} route={route} stale={stale} />}
      </Frame>
    </>
  );
}
