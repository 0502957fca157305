import type { LiveHub } from '../http/live-hub.ts';
import { createDatabaseWatch, type DatabaseWatch } from '../workers/database-watch.ts';
import { createMetricFlusher } from '../workers/flush-metrics.ts';
import { type NodeRounds, startNodeRounds } from '../workers/node-rounds.ts';
import type { OwnNode, RecordOwn } from './own-node.ts';
import type { Stores } from './stores.ts';

/** What the parts of one server have in common. */
export interface Shared {
  readonly node: OwnNode;
  readonly live: LiveHub;
  readonly record: RecordOwn;
}

/** Tells open pages, the log and the event log when the database goes and comes back. */
export function watchDatabase({ node: { clock, log }, live, record }: Shared): DatabaseWatch {
  const watch = createDatabaseWatch(clock, (change) => {
    live.publish({ event: 'database', data: watch.state });
    if (change.state === 'unavailable') return log.error('database unavailable: measurements stay in memory, clients are told to wait');
    log.warn(change, 'database available again');
    record({ type: 'DATABASE_RECOVERED', severity: 'warning', subject: `The database was away for ${Math.round(change.wasAwayMs / 1000)} s`, payload: { ...change } }).catch((error: unknown) => log.error({ err: error }, 'event not recorded'));
  });
  return watch;
}

/** Flush, heartbeat and self-measurement of this server. */
export function startRounds({ node, stores, live, record, watch }: Shared & { readonly stores: Stores; readonly watch: DatabaseWatch }): NodeRounds {
  const { recorder, measurement, self, clock, settings, log } = node;
  return startNodeRounds({
    recorder, measurement, self, database: watch, nodes: stores.nodes, recordEvent: record,
    flusher: createMetricFlusher({ recorder, store: stores.metrics, nodeId: self().id, onRefused: (point, error) => log.error({ err: error, series: point.series, count: point.aggregate.count }, 'the database refuses these measurements; they are given up') }),
    flushMs: settings.SORA_METRICS_FLUSH_MS,
    onFlushed: () => live.publish({ event: 'flushed', data: { atMs: clock.nowMs() } }),
    onError: (error, doing) => log.warn({ err: error, doing }, 'not done; it is tried again'),
  });
}
