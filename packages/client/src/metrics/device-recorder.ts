import type { FrameCounter, FrameSketch } from '@sora/core';
import { addTo, encodeLean, greatestValue, type LeanHistogram, leanHistogram } from './lean-histogram.ts';
import { type MobileMetadata, type MobileType, mobileUnits } from './mobile-units.ts';

/** Why a measurement never became part of a frame, or a frame was given up. The frame's account names them. */
export type DropReason = 'bad-value' | 'too-many-series' | 'full' | 'too-old' | 'refused' | 'opted-out';

/** What was measured since the last drain. */
export interface Drained {
  readonly counters: readonly FrameCounter[];
  readonly sketches: readonly FrameSketch[];
  /** Single measurements in each counter and each sketch. */
  readonly counts: readonly [readonly number[], readonly number[]];
  /** All that were offered, also those that were dropped. */
  readonly produced: number;
  readonly dropped: Readonly<Record<string, number>>;
}

/** Gathers measurements in bounded memory. Never throws, whatever it is given. */
export interface DeviceRecorder {
  add(type: MobileType, value: number, metadata?: MobileMetadata): void;
  /** What is measured by itself, again and again. @param more `times`: how many samples this is, `value` of which were what a ratio names */
  sample(type: MobileType, value: number, more: { readonly times?: number; readonly labels?: Record<string, string> }): void;
  /** Counts one that cannot be measured. */
  refuse(): void;
  /** Measurements since the last drain that something happened for: those that come by themselves wait for company. */
  readonly waiting: number;
  drain(nowMonoMs: number): Drained;
}

interface DeviceSeries {
  readonly type: MobileType;
  readonly labels: Record<string, string>;
  readonly histogram: LeanHistogram;
}

/** A frame takes 500 at the server; this many are some 15 KB. */
const maxSeries = 100;
const maxLabels = 4;
const labelName = /^[A-Za-z][A-Za-z0-9_.]{0,39}$/;
/** Core refuses these names too: one series per person or request. Here they do not even leave the device. */
const personal = /^((user|session)(id)?|requestid|traceid|email|ip|token|url)$/;

export function createDeviceRecorder(startMonoMs: number): DeviceRecorder {
  let series = new Map<string, DeviceSeries>();
  let dropped: Record<string, number> = {};
  let produced = 0;
  let waiting = 0;
  let sinceMonoMs = startMonoMs;
  const drop = (reason: DropReason, times: number) => { dropped[reason] = (dropped[reason] ?? 0) + times; };
  const find = (type: MobileType, labels: Record<string, string>) => {
    const key = type + JSON.stringify(labels);
    const found = series.get(key);
    if (found !== undefined || series.size >= maxSeries) return found;
    const fresh = { type, labels, histogram: leanHistogram() };
    series.set(key, fresh);
    return fresh;
  };
  const record = ({ type, value, labels, times }: { readonly type: MobileType; readonly value: number; readonly labels: Record<string, string> | undefined; readonly times: number }) => {
    produced += times;
    if (labels === undefined || !isMeasurable(type, value, times)) return drop('bad-value', times);
    const found = find(type, labels);
    if (found === undefined) return drop('too-many-series', times);
    if (isDistribution(type)) return addTo(found.histogram, value);
    found.histogram.count += times;
    found.histogram.sum += value;
  };
  return {
    add(type, value, metadata) {
      // First, for a metadata object that throws is counted by who catches.
      const labels = labelsOf(metadata);
      waiting += 1;
      record({ type, value, labels, times: 1 });
    },
    sample: (type, value, { times = 1, labels = {} }) => { record({ type, value, labels, times }); },
    refuse() {
      waiting += 1;
      produced += 1;
      drop('bad-value', 1);
    },
    get waiting() { return waiting; },
    drain(nowMonoMs) {
      const drained = { ...itemsOf(Array.from(series.values()), (sinceMonoMs + nowMonoMs) / 2), produced, dropped };
      [series, dropped, produced, waiting, sinceMonoMs] = [new Map(), {}, 0, 0, nowMonoMs];
      return drained;
    },
  };
}

function isDistribution(type: MobileType): boolean {
  return mobileUnits[type] !== 'count' && mobileUnits[type] !== 'good/total';
}

function isMeasurable(type: MobileType, value: number, times: number): boolean {
  if (!(typeof value === 'number' && value >= 0 && value <= greatestValue)) return false;
  return mobileUnits[type] !== 'good/total' || (value % 1 === 0 && value <= times);
}

/** In the order of their names, so that equal labels are equal texts; undefined where one may not be. */
function labelsOf(metadata: MobileMetadata | undefined): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  if (metadata === undefined) return labels;
  const names = Object.keys(metadata).sort();
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!;
    const value = metadata[name];
    if (value === undefined) continue;
    if (typeof value === 'object' || !labelName.test(name) || personal.test(name.toLowerCase().replace(/[_.]/g, ''))) return undefined;
    labels[name] = String(value).slice(0, 100);
  }
  return Object.keys(labels).length > maxLabels ? undefined : labels;
}

function itemsOf(all: readonly DeviceSeries[], atMonoMs: number): Pick<Drained, 'counters' | 'sketches' | 'counts'> {
  const counters: FrameCounter[] = [];
  const sketches: FrameSketch[] = [];
  const counts: readonly [number[], number[]] = [[], []];
  all.forEach(({ type, labels, histogram }) => {
    const measure = { layer: 'MOBILE', type, atMonoMs, ...(Object.keys(labels).length === 0 ? {} : { labels }) } as const;
    if (isDistribution(type)) sketches.push({ ...measure, histogram: encodeLean(histogram) });
    else counters.push({ ...measure, count: histogram.count, sum: histogram.sum });
    counts[isDistribution(type) ? 1 : 0].push(histogram.count);
  });
  return { counters, sketches, counts };
}
