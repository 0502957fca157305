import type { HealthSummary, LayerName, MetricHealth, Verdict } from '@sora/core';
import { defaultRange, formatRoute } from '../../app/route.ts';
import { codeLine } from '../../ui/code-line.ts';
import { formatFigure } from '../../ui/format.ts';
import { boundOf, keyFigure, limitOf, meterOf, statsOf, type KeyFigure, type Meter, type Stat } from '../../ui/reading-view.ts';
import { titleOf } from '../../ui/words.ts';

export interface LayerTileView {
  readonly layer: LayerName;
  readonly title: string;
  readonly about: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly href: string;
  /** The metric that decides the verdict; absent while the layer has no data. */
  readonly key?: KeyMetric;
  readonly others: readonly (Stat & { readonly verdict: Verdict })[];
  /** The line that would fill the tile. */
  readonly code: string;
}

export interface KeyMetric {
  readonly title: string;
  readonly figure: KeyFigure;
  readonly stats: readonly Stat[];
  readonly bound?: string;
  readonly limit?: string;
  readonly meter?: Meter;
}

type SummaryLayer = HealthSummary['layers'][number];
const othersShown = 3;
const order: Readonly<Record<Verdict, number>> = { critical: 0, degraded: 1, healthy: 2, 'no-data': 3 };

export function layerTileView(layer: SummaryLayer): LayerTileView {
  const [key, ...others] = layer.metrics.filter(({ reading }) => reading.n > 0).toSorted(worstFirst);
  const shown = key === undefined ? undefined : keyMetric(key);
  return {
    layer: layer.layer, title: layer.title, about: layer.about, verdict: layer.verdict, reason: layer.reason,
    href: formatRoute({ view: 'layer', layer: layer.layer, range: defaultRange }),
    others: others.slice(0, othersShown).map(otherMetric),
    code: codeLine(layer.layer),
    ...(shown === undefined ? {} : { key: shown }),
  };
}

/** The worst verdict, then what is judged at all; the catalog's order decides the rest. */
function worstFirst(a: MetricHealth, b: MetricHealth): number {
  return order[a.verdict] - order[b.verdict] || Number(a.threshold === undefined) - Number(b.threshold === undefined);
}

function keyMetric(metric: MetricHealth): KeyMetric | undefined {
  const figure = keyFigure(metric, metric.reading);
  if (figure === undefined) return undefined;
  const [bound, limit, meter] = [boundOf(metric.reading), limitOf(metric), meterOf(metric, metric.reading)];
  return {
    title: titleOf(metric.type), figure, stats: statsOf(metric, metric.reading),
    ...(bound === undefined ? {} : { bound }), ...(limit === undefined ? {} : { limit }), ...(meter === undefined ? {} : { meter }),
  };
}

function otherMetric(metric: MetricHealth): Stat & { readonly verdict: Verdict } {
  const figure = keyFigure(metric, metric.reading);
  const suffix = metric.kind === 'counter' ? '/min' : '';
  return { label: titleOf(metric.type), value: figure === undefined ? '' : `${formatFigure(figure)}${suffix}`, verdict: metric.verdict };
}
