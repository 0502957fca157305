import { layerNames, type LayerName } from './sample.ts';
import type { Series } from './series.ts';

/** How many series one node keeps apart; more are counted together, so that no sender can fill the memory. */
export interface CardinalityLimits {
  /** Per tenant, layer and type. */
  readonly seriesPerMetric: number;
  readonly seriesPerNode: number;
  /** Of `seriesPerNode`, what each layer has for itself: a label explosion in one never costs another its metrics. */
  readonly reservedPerLayer: number;
  /** A series without measurements for this long gives its place back. */
  readonly forgetAfterMs: number;
}

export const defaultCardinalityLimits: CardinalityLimits = { seriesPerMetric: 2000, seriesPerNode: 20_000, reservedPerLayer: 1000, forgetAfterMs: 3_600_000 };

/** Counts the live series of a node against its limits. */
export interface CardinalityBudget {
  /** Takes a place for a series that is new here; false where there is none left. */
  admit(series: Series): boolean;
  /** Gives back the place of an admitted series. */
  release(series: Series): void;
}

export function createCardinalityBudget(limits: CardinalityLimits): CardinalityBudget {
  const perMetric = new Map<string, number>();
  const perLayer = new Map<LayerName, number>();
  const sharedRoom = limits.seriesPerNode - limits.reservedPerLayer * layerNames.length;
  let sharedInUse = 0;

  function count(series: Series, step: 1 | -1): void {
    const metric = metricKey(series);
    const ofMetric = (perMetric.get(metric) ?? 0) + step;
    if (ofMetric === 0) perMetric.delete(metric);
    else perMetric.set(metric, ofMetric);
    perLayer.set(series.layer, (perLayer.get(series.layer) ?? 0) + step);
  }

  return {
    admit(series) {
      if ((perMetric.get(metricKey(series)) ?? 0) >= limits.seriesPerMetric) return false;
      const isReserved = (perLayer.get(series.layer) ?? 0) < limits.reservedPerLayer;
      if (!isReserved && sharedInUse >= sharedRoom) return false;
      if (!isReserved) sharedInUse++;
      count(series, 1);
      return true;
    },
    release(series) {
      if ((perLayer.get(series.layer) ?? 0) > limits.reservedPerLayer) sharedInUse--;
      count(series, -1);
    },
  };
}

/** The one series that stands for all of a metric that found no place; its totals stay exact. */
export function overflowSeries({ tenant, layer, type, source }: Series): Series {
  return { tenant, layer, type, source, service: '(overflow)', region: '(overflow)', labels: { overflow: 'true' } };
}

/** One string per tenant, layer and type. */
export function metricKey({ tenant, layer, type }: Pick<Series, 'tenant' | 'layer' | 'type'>): string {
  return `${tenant}\u001f${layer}\u001f${type}`;
}
