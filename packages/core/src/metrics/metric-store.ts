import type { Lease } from '../jobs/lease-store.ts';
import type { Aggregate } from './aggregate.ts';
import type { LayerName } from './sample.ts';
import type { Series, Source } from './series.ts';

/** Width of a point after compaction. */
export const minuteMs = 60_000;

/** What one series measured in one slot. */
export interface MetricPoint {
  readonly series: Series;
  /** Start of the slot. */
  readonly slotMs: number;
  readonly aggregate: Aggregate;
}

/** Points of one node, numbered: the same `(nodeId, seq)` always carries the same points. */
export interface MetricBatch {
  readonly nodeId: string;
  readonly seq: number;
  readonly points: readonly MetricPoint[];
}

/** Half-open in time; every absent field means "any". */
export interface MetricQuery {
  readonly tenant: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly layer?: LayerName;
  readonly type?: string;
  readonly service?: string;
  readonly region?: string;
  readonly source?: Source;
}

/** `slots`: how many slot points were merged. `lease-lost`: another runner holds the lease by now, nothing was changed. */
export type CompactOutcome = { readonly kind: 'compacted'; readonly slots: number } | { readonly kind: 'lease-lost' };

/** Rollups of every node. Every measurement is in exactly one stored point at every instant, so that any merge of a read is right. */
export interface MetricStore {
  /**
   * Stores a batch once, however often it is sent.
   * @throws {SoraError} `database-unavailable`: outcome unknown; sending the same batch again is safe
   * @throws {SoraError} `not-found`: a point names a tenant that does not exist; nothing was stored
   */
  append(batch: MetricBatch): Promise<void>;
  /** All points of the window, in no order; the resolution is what compaction left (10 s, later 60 s). */
  read(query: MetricQuery): Promise<readonly MetricPoint[]>;
  /**
   * Merges at most `limit` slots of whole minutes that ended before `beforeMs` into one point per series and minute. Call until it finds none.
   * @param lease the fence: a former holder changes nothing
   */
  compact(beforeMs: number, limit: number, lease: Lease): Promise<CompactOutcome>;
  /** Deletes points older than `beforeMs`, at most `limit` of each resolution; returns how many. */
  expire(beforeMs: number, limit: number): Promise<number>;
  /** Deletes receipts of batches stored more than `olderThanMs` ago: from then on such a batch would be counted again. Returns how many. */
  forgetBatches(olderThanMs: number, limit: number): Promise<number>;
}
