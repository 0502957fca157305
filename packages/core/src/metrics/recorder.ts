import type { Clock } from '../kernel/clock.ts';
import { type Aggregate, mergeInto, newAggregate } from './aggregate.ts';
import type { OverflowReport } from './cardinality-report.ts';
import { type CardinalityLimits, defaultCardinalityLimits } from './cardinality.ts';
import type { FrameMeasurement } from './frame-measurements.ts';
import type { MetricPoint } from './metric-store.ts';
import { createSeriesRegistry, type LivePlace, type LiveSeries } from './recorder-series.ts';
import { WaitingSlots } from './recorder-slots.ts';
import type { Place, Series } from './series.ts';

/** Slots of one series that may wait for a database that is away before they are made wider. */
const waitingSlotsPerSeries = 6;
/** Series for which room to wait is always there, so that one phone with a day of late frames widens nothing. */
const leastSeriesToWait = 2000;

export interface RecorderSettings {
  readonly clock: Clock;
  /** Default 10,000. */
  readonly slotMs?: number;
  readonly limits?: Partial<CardinalityLimits>;
  /** How many points may always wait before slots are widened, default 12,000; with more than 2,000 live series, six per series. */
  readonly leastWaitingPoints?: number;
}

/** One series, found once. `record` costs some tens of nanoseconds: no clock, no string, no look-up until the slot changes. */
export interface RecorderHandle {
  /** @throws {RangeError} on a value that is negative or not finite; nothing is counted then */
  record(value: number): void;
}

/** Gathers the measurements of one node in slots until they are drained into a `MetricStore`; bounded whatever arrives. */
export interface Recorder {
  /** Moves on to the slot of the present time. To be called every second and before each batch that arrives. */
  advance(): void;
  handle(series: Series): RecorderHandle;
  /** One measurement taken at `atMs`, into the slot of that time. */
  record(series: Series, value: number, atMs: number): void;
  /** Measurements combined elsewhere, into the slot of `atMs`; `aggregate` is unchanged. A distribution takes histograms only. */
  merge(series: Series, aggregate: Aggregate, atMs: number): void;
  /** What one sender measured, each at its own time; answers how many single measurements that is. A place that is one object in successive measurements is looked up once. */
  take(measurements: readonly FrameMeasurement[]): number;
  /** Everything gathered, once: at most one point per series and slot, each owned by the caller. */
  drain(): MetricPoint[];
  /** How many points wait; the next drain gives at most so many. */
  readonly pendingPoints: number;
  readonly liveSeries: number;
  /**
   * Per live series everything since it became live, drained or not. A series forgotten after an hour of silence
   * starts again from nothing; Prometheus takes that for the restart of a counter, which its `rate` allows for.
   */
  cumulative(): Iterable<{ readonly series: Series; readonly aggregate: Aggregate }>;
  /** What outgrew its limit since the last call, once an hour per metric. */
  takeOverflowReports(): OverflowReport[];
}

export function createRecorder({ clock, slotMs = 10_000, limits, leastWaitingPoints = waitingSlotsPerSeries * leastSeriesToWait }: RecorderSettings): Recorder {
  const registry = createSeriesRegistry({ ...defaultCardinalityLimits, ...limits });
  const slots = new WaitingSlots(slotMs, clock.nowMs(), () => Math.max(leastWaitingPoints, waitingSlotsPerSeries * registry.size));
  const aggregateAt = (series: Series, atMs: number) => slots.aggregate(registry.resolve(registry.at(series), series, slots.currentMs), instant(atMs));

  return {
    advance() {
      if (slots.advance(clock.nowMs())) registry.forget(slots.currentMs);
    },
    handle: (series) => new BoundSeries(slots, () => aggregateAt(series, slots.currentMs)),
    record: (series, value, atMs) => aggregateAt(series, atMs).record(value),
    merge(series, aggregate, atMs) {
      if (aggregate.count > 0) mergeInto(aggregateAt(series, atMs), aggregate);
    },
    take(measurements) {
      let at: LivePlace | undefined;
      let found: Place | undefined;
      let taken = 0;
      for (const measurement of measurements) {
        const { place, atMs } = measurement;
        if (at === undefined || place !== found) [at, found] = [registry.at(place), place];
        taken += addTo(slots.aggregate(registry.resolve(at, measurement, slots.currentMs), instant(atMs)), measurement);
      }
      return taken;
    },
    drain() {
      const drained = slots.drain();
      for (const { live, point } of drained) mergeInto(live.cumulative, point.aggregate);
      return drained.map(({ point }) => point);
    },
    get pendingPoints() {
      return slots.points;
    },
    get liveSeries() {
      return registry.size;
    },
    *cumulative() {
      for (const live of registry) yield { series: live.series, aggregate: total(live, slots.of(live)) };
    },
    takeOverflowReports: () => registry.takeReports(clock.nowMs()),
  };
}

function addTo(aggregate: Aggregate, measurement: FrameMeasurement): number {
  if ('aggregate' in measurement) {
    mergeInto(aggregate, measurement.aggregate);
    return measurement.aggregate.count;
  }
  for (const value of measurement.values) aggregate.record(value);
  return measurement.values.length;
}

/** Stands in until the first measurement, so that a handle never used takes no place. */
const unbound = newAggregate('counter');

class BoundSeries implements RecorderHandle {
  readonly #slots: { readonly epoch: number };
  readonly #bind: () => Aggregate;
  #aggregate: Aggregate = unbound;
  #epoch = -1;

  constructor(slots: { readonly epoch: number }, bind: () => Aggregate) {
    this.#slots = slots;
    this.#bind = bind;
  }

  record(value: number): void {
    if (this.#epoch !== this.#slots.epoch) {
      this.#aggregate = this.#bind();
      this.#epoch = this.#slots.epoch;
    }
    this.#aggregate.record(value);
  }
}

function total(live: LiveSeries, waiting: readonly Aggregate[]): Aggregate {
  const sum = newAggregate(live.kind);
  for (const part of [live.cumulative, ...waiting]) mergeInto(sum, part);
  return sum;
}

function instant(atMs: number): number {
  if (!(atMs >= 0 && Number.isFinite(atMs))) throw new RangeError(`an instant is milliseconds since 1970, not ${atMs}`);
  return atMs;
}
