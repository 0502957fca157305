import type { Aggregate } from './aggregate.ts';
import type { FrameCounter, FrameDims } from './frame.ts';
import type { ParsedSketch } from './parse-frame-items.ts';
import type { ParsedFrame } from './parse-frame.ts';
import type { Series, Source } from './series.ts';
import { Tally } from './tally.ts';

/** What a frame says of one series at one time: single values, or an aggregate to merge. Most of a frame's series are one and the same object. */
export type FrameMeasurement = { readonly series: Series; readonly atMs: number } & ({ readonly values: readonly number[] } | { readonly aggregate: Aggregate });

/** When the frame arrived, and what its credential says of the sender. */
export interface FrameOrigin {
  readonly receivedAtMs: number;
  readonly tenant: string;
  readonly source: Source;
}

/**
 * What a frame measured, for the recorder. Instants are the server's time less the age on the sender's monotonic clock,
 * so that a phone's wall clock, days off, moves nothing.
 */
export function frameMeasurements(frame: ParsedFrame, { receivedAtMs, tenant, source }: FrameOrigin): FrameMeasurement[] {
  const { service, region = '', ...labels } = frame.dims;
  const seriesOf = createSeriesOf({ tenant, source, service, region, labels: definedLabels(labels) });
  const clockMs = receivedAtMs - frame.sentAtMonoMs;
  const measurements: FrameMeasurement[] = [];
  for (const counter of frame.counters) measurements.push({ series: seriesOf(counter), atMs: clockMs + counter.atMonoMs, aggregate: tallyOf(counter) });
  for (const sketch of frame.sketches) measurements.push({ series: seriesOf(sketch), atMs: clockMs + sketch.atMonoMs, ...contentOf(sketch) });
  return measurements;
}

type Shared = Omit<Series, 'layer' | 'type'>;

/** Items without labels of their own share one object per type, so that whoever looks series up need not do it for each item. */
function createSeriesOf(shared: Shared): (item: FrameCounter | ParsedSketch) => Series {
  const { tenant, source, service, region } = shared;
  const unlabelled: Series[] = [];
  return ({ layer, type, labels }) => {
    if (labels !== undefined) return { tenant, layer, type, service, region, source, labels: { ...shared.labels, ...labels } };
    const known = unlabelled.find((series) => series.layer === layer && series.type === type);
    if (known !== undefined) return known;
    const series: Series = { tenant, layer, type, service, region, source, labels: shared.labels };
    unlabelled.push(series);
    return series;
  };
}

function definedLabels(labels: Omit<FrameDims, 'service' | 'region'>): Readonly<Record<string, string>> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(labels)) if (value !== undefined) defined[name] = value;
  return defined;
}

/** Least and greatest of summed counts are not sent; their mean is the one value sure to lie between the two. */
function tallyOf({ count, sum }: FrameCounter): Tally {
  const mean = sum / count;
  return Tally.of({ count, sum, min: mean, max: mean });
}

function contentOf(sketch: ParsedSketch): { readonly values: readonly number[] } | { readonly aggregate: Aggregate } {
  return 'values' in sketch ? { values: sketch.values } : { aggregate: sketch.histogram };
}
