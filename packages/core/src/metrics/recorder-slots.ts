import { type Aggregate, mergeInto, newAggregate } from './aggregate.ts';
import type { MetricPoint } from './metric-store.ts';
import type { LiveSeries } from './recorder-series.ts';

type Slot = Map<LiveSeries, Aggregate>;

/**
 * Measurements that wait to be drained, one aggregate per series and slot.
 *
 * When too many wait (the database is away), the slots before the current one become twice as wide and their points merge, as
 * often as needed: memory stays bounded, nothing is lost, only the time of old measurements becomes coarser.
 */
export class WaitingSlots {
  /** Changes whenever an aggregate of the current slot was replaced; who keeps one compares it. */
  epoch = 0;
  readonly #slotMs: number;
  readonly #maxPoints: () => number;
  readonly #closed = new Map<number, Slot>();
  #widthMs: number;
  #current: Slot = new Map();
  #currentMs: number;
  #points = 0;

  /** @param maxPoints how many points may wait before slots are widened */
  constructor(slotMs: number, nowMs: number, maxPoints: () => number) {
    this.#slotMs = slotMs;
    this.#widthMs = slotMs;
    this.#currentMs = startOf(nowMs, slotMs);
    this.#maxPoints = maxPoints;
  }

  get points(): number {
    return this.#points;
  }

  get currentMs(): number {
    return this.#currentMs;
  }

  /** Moves to the slot of `nowMs`; false if it is the current one already. */
  advance(nowMs: number): boolean {
    const nextMs = startOf(nowMs, this.#slotMs);
    if (nextMs === this.#currentMs) return false;
    const ended = this.#current;
    const endedMs = this.#currentMs;
    this.#currentMs = nextMs;
    // Measurements from the future, or a clock set back: the slot may have begun already.
    this.#current = this.#closed.get(nextMs) ?? new Map();
    this.#closed.delete(nextMs);
    this.#put(startOf(endedMs, this.#widthMs), ended);
    this.epoch++;
    this.#widenIfFull();
    return true;
  }

  /** What the series measured in the slot of `atMs`; made empty where there is nothing yet. */
  aggregate(live: LiveSeries, atMs: number): Aggregate {
    const slotMs = this.#keyOf(atMs);
    const slot = this.#slot(slotMs);
    const known = slot?.get(live);
    if (known !== undefined) return known;
    if (this.#widenIfFull()) return this.aggregate(live, atMs);
    const fresh = newAggregate(live.kind);
    if (slot === undefined) this.#closed.set(slotMs, new Map([[live, fresh]]));
    else slot.set(live, fresh);
    live.isWaiting = true;
    this.#points++;
    return fresh;
  }

  /** Everything that waits; the aggregates belong to the caller from then on. */
  drain(): { readonly live: LiveSeries; readonly point: MetricPoint }[] {
    const drained = this.#all().flatMap(([slotMs, slot]) => Array.from(slot, ([live, aggregate]) => ({ live, point: { series: live.series, slotMs, aggregate } })));
    for (const { live } of drained) live.isWaiting = false;
    this.#closed.clear();
    this.#current = new Map();
    this.#points = 0;
    this.#widthMs = this.#slotMs;
    this.epoch++;
    // Empty where the only measurement was refused.
    return drained.filter(({ point }) => point.aggregate.count > 0);
  }

  /** What waits of one series, in no order. */
  of(live: LiveSeries): Aggregate[] {
    return this.#all().flatMap(([, slot]) => slot.get(live) ?? []);
  }

  #all(): [number, Slot][] {
    return [...this.#closed, [this.#currentMs, this.#current]];
  }

  #keyOf(atMs: number): number {
    return startOf(atMs, this.#slotMs) === this.#currentMs ? this.#currentMs : startOf(atMs, this.#widthMs);
  }

  #slot(slotMs: number): Slot | undefined {
    return slotMs === this.#currentMs ? this.#current : this.#closed.get(slotMs);
  }

  #widenIfFull(): boolean {
    const before = this.#widthMs;
    while (this.#points >= this.#maxPoints() && this.#closed.size > 1) {
      this.#widthMs *= 2;
      const narrow = [...this.#closed];
      this.#closed.clear();
      for (const [slotMs, slot] of narrow) this.#put(startOf(slotMs, this.#widthMs), slot);
    }
    return this.#widthMs > before;
  }

  #put(slotMs: number, points: Slot): void {
    if (points.size === 0) return;
    const slot = this.#slot(slotMs);
    if (slot === undefined) {
      this.#closed.set(slotMs, points);
      return;
    }
    for (const [live, aggregate] of points) this.#putPoint(slot, live, aggregate);
  }

  #putPoint(slot: Slot, live: LiveSeries, aggregate: Aggregate): void {
    const present = slot.get(live);
    if (present === undefined) {
      slot.set(live, aggregate);
    } else {
      mergeInto(present, aggregate);
      this.#points--;
    }
  }
}

function startOf(atMs: number, widthMs: number): number {
  return Math.floor(atMs / widthMs) * widthMs;
}
