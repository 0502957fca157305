import type { Clock } from '../../kernel/clock.ts';
import { SoraError } from '../../kernel/sora-error.ts';
import { mergeAggregates } from '../../metrics/merge-aggregates.ts';
import { type MetricBatch, type MetricPoint, type MetricQuery, type MetricStore, minuteMs } from '../../metrics/metric-store.ts';
import { seriesKey } from '../../metrics/series.ts';
import type { MemoryLeaseStore } from './lease-store.ts';

export interface MemoryMetricStoreOptions {
  readonly clock: Clock;
  readonly leases: Pick<MemoryLeaseStore, 'isCurrent'>;
  readonly tenants?: ReadonlySet<string>;
}

export function memoryMetricStore({ clock, leases, tenants = new Set(['main']) }: MemoryMetricStoreOptions): MetricStore {
  const receipts = new Map<string, number>();
  let slots: readonly MetricPoint[] = [];
  let minutes: readonly MetricPoint[] = [];
  return {
    async append(batch) {
      const unknown = batch.points.find(({ series }) => !tenants.has(series.tenant));
      if (unknown) throw new SoraError('not-found', { detail: `There is no tenant "${unknown.series.tenant}".` });
      const receipt = receiptOf(batch);
      if (receipts.has(receipt)) return;
      receipts.set(receipt, clock.nowMs());
      slots = [...slots, ...batch.points.filter((point) => point.aggregate.count > 0).map((point) => ({ ...point, aggregate: mergeAggregates([point.aggregate]) }))];
    },
    async read(query) {
      return [...slots, ...minutes].filter((point) => matches(point, query));
    },
    async compact(beforeMs, limit, lease) {
      if (!leases.isCurrent(lease)) return { kind: 'lease-lost' };
      const endMs = Math.floor(beforeMs / minuteMs) * minuteMs;
      const taken = new Set(slots.filter((slot) => slot.slotMs < endMs).slice(0, limit));
      slots = slots.filter((slot) => !taken.has(slot));
      minutes = mergedByMinute([...minutes, ...taken]);
      return { kind: 'compacted', slots: taken.size };
    },
    async expire(beforeMs, limit) {
      const oldSlots = new Set(slots.filter((point) => point.slotMs < beforeMs).slice(0, limit));
      const oldMinutes = new Set(minutes.filter((point) => point.slotMs < beforeMs).slice(0, limit));
      slots = slots.filter((point) => !oldSlots.has(point));
      minutes = minutes.filter((point) => !oldMinutes.has(point));
      return oldSlots.size + oldMinutes.size;
    },
    async forgetBatches(olderThanMs, limit) {
      const old = [...receipts].filter(([, atMs]) => clock.nowMs() - atMs > olderThanMs).slice(0, limit);
      for (const [receipt] of old) receipts.delete(receipt);
      return old.length;
    },
  };
}

function receiptOf({ nodeId, seq }: MetricBatch): string {
  return `${nodeId} ${seq}`;
}

function mergedByMinute(points: Iterable<MetricPoint>): readonly MetricPoint[] {
  const byMinute = Map.groupBy(points, ({ series, slotMs }) => `${Math.floor(slotMs / minuteMs)} ${seriesKey(series)}`);
  return [...byMinute.values()].flatMap((group) => {
    const first = group[0];
    return first ? [{ series: first.series, slotMs: Math.floor(first.slotMs / minuteMs) * minuteMs, aggregate: mergeAggregates(group.map((point) => point.aggregate)) }] : [];
  });
}

function matches({ series, slotMs }: MetricPoint, query: MetricQuery): boolean {
  const isEqual = (field: 'layer' | 'type' | 'service' | 'region' | 'source') => query[field] === undefined || query[field] === series[field];
  return series.tenant === query.tenant && slotMs >= query.fromMs && slotMs < query.toMs
    && isEqual('layer') && isEqual('type') && isEqual('service') && isEqual('region') && isEqual('source');
}
