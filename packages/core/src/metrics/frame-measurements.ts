import type { Aggregate } from './aggregate.ts';
import type { FrameDims } from './frame.ts';
import type { ParsedCounter, ParsedSketch } from './parse-frame-items.ts';
import type { ParsedFrame } from './parse-frame.ts';
import type { Place, Series, Source } from './series.ts';
import { Tally } from './tally.ts';

/** What a frame says of one series at one time: single values, or an aggregate to merge. What has no labels of its own shares one place object. */
export type FrameMeasurement = Pick<Series, 'layer' | 'type'> & { readonly place: Place; readonly atMs: number } & ({ readonly values: readonly number[] } | { readonly aggregate: Aggregate });

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
  const { service, region = '' } = frame.dims;
  const shared: Place = { tenant, source, service, region, labels: labelsOf(frame.dims) };
  const clockMs = receivedAtMs - frame.sentAtMonoMs;
  const measurements: FrameMeasurement[] = [];
  for (const counter of frame.counters) measurements.push({ layer: counter.layer, type: counter.type, place: placeOf(shared, counter), atMs: clockMs + counter.atMonoMs, aggregate: tallyOf(counter) });
  for (const sketch of frame.sketches) measurements.push(measuredBy(sketch, placeOf(shared, sketch), clockMs + sketch.atMonoMs));
  return measurements;
}

function placeOf(shared: Place, { labels }: ParsedCounter | ParsedSketch): Place {
  return labels === undefined ? shared : { ...shared, labels: { ...shared.labels, ...labels } };
}

function labelsOf(dims: FrameDims): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (const [name, value] of Object.entries(dims)) if (value !== undefined && name !== 'service' && name !== 'region') labels[name] = value;
  return labels;
}

/** Least and greatest of summed counts are not sent; their mean is the one value sure to lie between the two. */
function tallyOf({ count, sum }: ParsedCounter): Tally {
  const mean = sum / count;
  return Tally.of({ count, sum, min: mean, max: mean });
}

function measuredBy(sketch: ParsedSketch, place: Place, atMs: number): FrameMeasurement {
  const { layer, type } = sketch;
  return 'values' in sketch ? { layer, type, place, atMs, values: sketch.values } : { layer, type, place, atMs, aggregate: sketch.histogram };
}
