import type { Clock, CredentialStore, EventLog, MetricStore, NodeRegistry, UserSessionStore } from '@sora/core';
import type { ScheduledTask } from './scheduled-task.ts';

export interface ExpiringData {
  readonly metrics: MetricStore;
  readonly events: EventLog;
  readonly credentials: CredentialStore;
  readonly userSessions: UserSessionStore;
  readonly nodes: NodeRegistry;
  readonly clock: Clock;
  readonly metricsRetentionMs: number;
  readonly eventsRetentionMs: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Rows in one statement, so that no lock and no transaction lasts. */
const chunkRows = 5_000;

// A node that could not flush for a week has long lost what its memory could not hold.
const receiptsKeptMs = 7 * dayMs;
const silentNodesKeptMs = dayMs;

/** Deletes what is past its retention: measurements, receipts of batches, events, login links, sessions of engineers and users, servers that died. */
export function expireDataTask(data: ExpiringData): ScheduledTask {
  const { metrics, events, credentials, userSessions, nodes, clock } = data;
  return {
    name: 'expire-data',
    everyMs: hourMs,
    async run({ signal }) {
      const nowMs = clock.nowMs();
      await inChunks(signal, () => metrics.expire(nowMs - data.metricsRetentionMs, chunkRows));
      await inChunks(signal, () => metrics.forgetBatches(receiptsKeptMs, chunkRows));
      await inChunks(signal, () => events.expire(nowMs - data.eventsRetentionMs, chunkRows));
      await inChunks(signal, () => credentials.expire(chunkRows));
      await inChunks(signal, () => userSessions.expire(chunkRows));
      await nodes.forget(silentNodesKeptMs);
    },
  };
}

/** Until a chunk finds nothing. What one run leaves, the next one finds. */
async function inChunks(signal: AbortSignal, deleteChunk: () => Promise<number>): Promise<void> {
  for (let deleted = 1; deleted > 0; ) {
    signal.throwIfAborted();
    deleted = await deleteChunk();
  }
}
