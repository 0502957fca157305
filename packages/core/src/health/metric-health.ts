import { judge } from '../metrics/judge.ts';
import type { MetricDefinition } from '../metrics/metric-layer.ts';
import { mergeAll, readingOf, type Measured } from '../metrics/readings.ts';
import type { LayerName } from '../metrics/sample.ts';
import { thresholdOf, type Thresholds } from '../metrics/thresholds.ts';
import type { MetricHealth } from './reading.ts';

/** One metric type of one layer. */
export interface Metric {
  readonly layer: LayerName;
  readonly type: string;
  readonly definition: MetricDefinition;
}

/** The scale that measurements are held against. */
export interface Yardstick {
  readonly thresholds: Thresholds;
  readonly windowMinutes: number;
}

/** A metric's reading and what it means; judged by servers' measurements where there are any, see `bySource`. */
export function metricHealth({ layer, type, definition }: Metric, measured: Measured, { thresholds, windowMinutes }: Yardstick): MetricHealth {
  const { kind, unit, meaning } = definition;
  const reading = readingOf(mergeAll(measured.judged, kind), kind, windowMinutes);
  const threshold = thresholdOf(thresholds, layer, type);
  const { verdict, reason } = judge({ reading, definition, threshold, windowMinutes });
  const { restsOn, besides } = measured;
  return {
    layer, type, kind, unit, meaning, reading, verdict,
    reason: restsOn === 'client' ? `${reason}; measured by clients` : reason,
    ...(threshold === undefined ? {} : { threshold }),
    ...(restsOn === undefined ? {} : { restsOn }),
    ...(besides.length === 0 ? {} : { fromClients: readingOf(mergeAll(besides, kind), kind, windowMinutes) }),
  };
}
