import type { ProblemCode } from '../kernel/problems.ts';
import type { FrameCounter } from './frame.ts';
import { decodeHistogram } from './histogram-codec.ts';
import type { Histogram } from './histogram.ts';
import type { MetricKind } from './metric-layer.ts';
import { decodeBase64 } from './parse-frame-base64.ts';
import { isRecord, labelProblem, maxLabels } from './parse-sample-labels.ts';
import { allowedLayers, allowedTypes, isLayerName, maxAgeMs } from './parse-sample.ts';
import { metricDefinition } from './sample.ts';

/** Notes why one item is left out. @param field its part, with its dot: `.atMonoMs` */
export type Reject = (field: string, message: string, problem?: ProblemCode) => undefined;

export interface ItemContext {
  readonly sentAtMonoMs: number;
  /** How many labels an item may add to those of the frame. */
  readonly freeLabels: number;
}

/** What every item says. */
interface Measure extends Pick<FrameCounter, 'layer' | 'type' | 'atMonoMs'> {
  /** Undefined where those of the frame are all. */
  readonly labels: Readonly<Record<string, string>> | undefined;
}

/** A counter or ratio as it was sent. */
export type ParsedCounter = Measure & Pick<FrameCounter, 'count' | 'sum'>;

/** A distribution as it was sent, its histogram decoded. */
export type ParsedSketch = Measure & ({ readonly values: readonly number[] } | { readonly histogram: Histogram });

export const maxValues = 200;
/** Far beyond what one install measures in a day; a count near 2^53 would make every sum it is merged into inexact. */
export const maxCount = 1_000_000_000;
/** A merge goes down to the coarsest scale, so that one coarse histogram would blur a whole series: ±4.4 % at most. Ours have 5. */
export const leastFrameScale = 3;
/** A histogram of 2048 buckets takes a few thousand bytes. */
const maxHistogramLength = 32_768;

/** One counter or ratio, or undefined where it was rejected. */
export function parseCounter(item: unknown, context: ItemContext, reject: Reject): ParsedCounter | undefined {
  if (!isRecord(item)) return reject('', 'must be an object');
  const measure = parseMeasure(item, context, reject);
  if (measure === undefined) return undefined;
  const { layer, type, atMonoMs, labels } = measure;
  const kind = kindOf(measure);
  if (kind === 'distribution') return reject('.type', `${layer} ${type} is a distribution: send it under "sketches"`);
  const { count, sum } = item;
  if (!isCount(count)) return reject('.count', `must be a whole number from 1 to ${maxCount}`);
  if (typeof sum !== 'number' || !Number.isFinite(sum) || sum < 0) return reject('.sum', 'must be a finite number, 0 or more');
  if (kind === 'ratio' && (sum > count || !Number.isInteger(sum))) return reject('.sum', 'of a ratio is a whole number, at most its count');
  // Written out here and below: made by spreading, these objects cost a frame 3 µs more, here and wherever they are read.
  return { layer, type, atMonoMs, labels, count, sum };
}

/** One distribution, or undefined where it was rejected. */
export function parseSketch(item: unknown, context: ItemContext, reject: Reject): ParsedSketch | undefined {
  if (!isRecord(item)) return reject('', 'must be an object');
  const measure = parseMeasure(item, context, reject);
  if (measure === undefined) return undefined;
  const { layer, type, atMonoMs, labels } = measure;
  const kind = kindOf(measure);
  if (kind !== 'distribution') return reject('.type', `${layer} ${type} is a ${kind}: send it under "counters"`);
  if (item['histogram'] !== undefined) {
    const histogram = parseHistogram(item['histogram'], reject);
    return histogram === undefined ? undefined : { layer, type, atMonoMs, labels, histogram };
  }
  const { values } = item;
  return isValues(values) ? { layer, type, atMonoMs, labels, values } : reject('.values', `must be 1 to ${maxValues} finite numbers, 0 or more`);
}

/** True for an age that is taken; else it is rejected as `clock-skew`. */
export function isRecent(atMonoMs: unknown, { sentAtMonoMs }: ItemContext, reject: Reject): atMonoMs is number {
  if (typeof atMonoMs !== 'number' || !Number.isFinite(atMonoMs)) {
    reject('.atMonoMs', 'must be a finite number, the monotonic clock of the sender');
    return false;
  }
  const ageMs = sentAtMonoMs - atMonoMs;
  if (ageMs >= 0 && ageMs <= maxAgeMs) return true;
  reject('.atMonoMs', 'must lie within the 24 hours before sentAtMonoMs', 'clock-skew');
  return false;
}

function parseMeasure(item: Readonly<Record<string, unknown>>, context: ItemContext, reject: Reject): Measure | undefined {
  const { layer, type, atMonoMs, labels } = item;
  if (!isLayerName(layer)) return reject('.layer', allowedLayers());
  if (typeof type !== 'string' || metricDefinition(layer, type) === undefined) return reject('.type', allowedTypes(layer));
  if (!isRecent(atMonoMs, context, reject)) return undefined;
  return labels === undefined || areLabels(labels, context, reject) ? { layer, type, atMonoMs, labels } : undefined;
}

function areLabels(labels: unknown, { freeLabels }: ItemContext, reject: Reject): labels is Readonly<Record<string, string>> {
  if (!isRecord(labels)) {
    reject('.labels', 'must be an object of texts');
    return false;
  }
  const names = Object.keys(labels);
  if (names.length > freeLabels) reject('.labels', `must have at most ${maxLabels} labels, those of dims counted`);
  const wrong = names.find((name) => labelProblem(name, labels[name]) !== undefined);
  if (wrong !== undefined) reject(`.labels.${wrong.slice(0, 40)}`, labelProblem(wrong, labels[wrong]) ?? '');
  return names.length <= freeLabels && wrong === undefined;
}

function parseHistogram(text: unknown, reject: Reject): Histogram | undefined {
  const bytes = typeof text === 'string' && text.length <= maxHistogramLength ? decodeBase64(text) : undefined;
  if (bytes === undefined) return reject('.histogram', `must be base64 of at most ${maxHistogramLength} characters`);
  const histogram = decoded(bytes);
  if (histogram === undefined) return reject('.histogram', 'is no histogram that can be read here');
  if (!isCount(histogram.count)) return reject('.histogram', `must hold 1 to ${maxCount} values`);
  return histogram.scale < leastFrameScale ? reject('.histogram', `must have a scale of ${leastFrameScale} or finer`) : histogram;
}

function decoded(bytes: Uint8Array): Histogram | undefined {
  try {
    return decodeHistogram(bytes);
  } catch {
    return undefined;
  }
}

function kindOf({ layer, type }: Measure): MetricKind | undefined {
  return metricDefinition(layer, type)?.kind;
}

function isCount(count: unknown): count is number {
  return typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= maxCount;
}

function isValues(values: unknown): values is readonly number[] {
  if (!Array.isArray(values) || values.length === 0 || values.length > maxValues) return false;
  for (const value of values) if (!(typeof value === 'number' && value >= 0 && value < Infinity)) return false;
  return true;
}
