import { DistinctEstimate } from './cardinality-estimate.ts';
import { metricKey } from './cardinality.ts';
import type { LayerName } from './sample.ts';
import type { Series } from './series.ts';

/** At most once an hour per metric, so that an explosion does not become one of reports. */
export const reportEveryMs = 3_600_000;
const maxMetrics = 64;
const maxDimensions = 16;
const maxSamples = 5;

/** Which dimension made a metric outgrow its limit. */
export interface OverflowReport {
  readonly tenant: string;
  readonly layer: LayerName;
  readonly type: string;
  /** `service`, `region`, or the name of a label. */
  readonly dimension: string;
  /** Estimate, within some 3 %, of its distinct values among the series that found no place since the last report. */
  readonly distinctValues: number;
  readonly sampleValues: readonly string[];
}

/** Remembers what found no place in at most 1 MB: 64 metrics of 16 dimensions of one kilobyte. */
export interface OverflowWatch {
  note(series: Series): void;
  take(nowMs: number): OverflowReport[];
}

interface Dimension {
  readonly distinct: DistinctEstimate;
  readonly samples: Set<string>;
}

interface Watched {
  readonly metric: Pick<Series, 'tenant' | 'layer' | 'type'>;
  readonly dimensions: Map<string, Dimension>;
  reportedAtMs: number;
}

export function createOverflowWatch(): OverflowWatch {
  const watched = new Map<string, Watched>();

  function watch({ tenant, layer, type }: Series): Watched | undefined {
    const key = metricKey({ tenant, layer, type });
    const known = watched.get(key);
    if (known !== undefined || watched.size >= maxMetrics) return known;
    const fresh: Watched = { metric: { tenant, layer, type }, dimensions: new Map(), reportedAtMs: -Infinity };
    watched.set(key, fresh);
    return fresh;
  }

  return {
    note(series) {
      const metric = watch(series);
      if (metric === undefined) return;
      noteValue(metric, 'service', series.service);
      noteValue(metric, 'region', series.region);
      for (const [label, value] of Object.entries(series.labels)) noteValue(metric, label, value);
    },
    take(nowMs) {
      const due = [...watched].filter(([, metric]) => nowMs - metric.reportedAtMs >= reportEveryMs);
      return due.flatMap(([key, metric]) => {
        const report = worstDimension(metric);
        if (report === undefined) watched.delete(key);
        metric.reportedAtMs = nowMs;
        metric.dimensions.clear();
        return report ?? [];
      });
    },
  };
}

function noteValue({ dimensions }: Watched, name: string, value: string): void {
  let dimension = dimensions.get(name);
  if (dimension === undefined) {
    if (dimensions.size >= maxDimensions) return;
    dimension = { distinct: new DistinctEstimate(), samples: new Set() };
    dimensions.set(name, dimension);
  }
  dimension.distinct.add(value);
  if (dimension.samples.size < maxSamples) dimension.samples.add(value);
}

function worstDimension({ metric, dimensions }: Watched): OverflowReport | undefined {
  const reports = [...dimensions].map(([dimension, { distinct, samples }]) => ({ ...metric, dimension, distinctValues: distinct.count, sampleValues: [...samples] }));
  return reports.toSorted((a, b) => b.distinctValues - a.distinctValues)[0];
}
