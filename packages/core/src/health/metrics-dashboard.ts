import type { LayerName } from '../metrics/sample.ts';
import type { LayerHealth, MetricHealth, Reading } from './reading.ts';

/** Input of `getMetricsDashboard`: `{"layer": "MOBILE", "timeRange": 60}`. */
export interface MetricsDashboardQuery {
  readonly layer: LayerName;
  /** Minutes back from now, 1 to 10,080. */
  readonly timeRange: number;
  readonly service?: string;
  readonly region?: string;
}

/** Answer of `getMetricsDashboard`. */
export interface MetricsDashboard extends LayerHealth {
  readonly generatedAtMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** Width of one step of the charts. */
  readonly stepMs: number;
  /** The filter that was applied, and what one may filter by in this window. */
  readonly filter: { readonly service?: string; readonly region?: string };
  readonly services: readonly string[];
  readonly regions: readonly string[];
  readonly metrics: readonly MetricPanel[];
}

/** One metric over the window: as a whole, as a line, and split by service and region. */
export interface MetricPanel extends MetricHealth {
  /** One entry a step, oldest first; a step without samples is left out. */
  readonly steps: readonly (Reading & { readonly atMs: number })[];
  readonly byService: readonly { readonly service: string; readonly reading: Reading }[];
  readonly byRegion: readonly { readonly region: string; readonly reading: Reading }[];
}
