import { layerNames, metricLayers, type HealthSummary, type LayerName, type Verdict } from '@sora/core';
import { defaultRange, formatRoute, type Route } from '../../app/route.ts';
import { titleOf, verdictWord } from '../../ui/words.ts';

export interface NavigationItem {
  readonly layer: LayerName;
  readonly title: string;
  readonly href: string;
  readonly current: boolean;
  readonly verdict: Verdict;
}

/** The seven layers; moving between them keeps the time range. */
export function navigationView(route: Route, summary: Pick<HealthSummary, 'layers'> | undefined): readonly NavigationItem[] {
  const range = route.view === 'layer' ? route.range : defaultRange;
  return layerNames.map((layer) => ({
    layer, title: metricLayers[layer].title, href: formatRoute({ view: 'layer', layer, range }),
    current: route.view === 'layer' && route.layer === layer,
    verdict: summary?.layers.find((known) => known.layer === layer)?.verdict ?? 'no-data',
  }));
}

/** What the browser's tab says, so that a tab in the background still tells. */
export function documentTitle(route: Route, summary: Pick<HealthSummary, 'verdict'> | undefined): string {
  const place = route.view === 'layer' ? metricLayers[route.layer].title : titleOf(route.view);
  const sick = summary?.verdict === 'critical' || summary?.verdict === 'degraded';
  return sick ? `${verdictWord(summary.verdict)}: ${place} · SORA` : `${place} · SORA`;
}
