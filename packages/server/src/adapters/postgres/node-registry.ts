import type { NodeRecord, NodeRegistry } from '@sora/core';
import { changedCount, fromEpochMs, intervalOf, type Queryable, selectAll, toEpochMs } from './query.ts';

export function postgresNodeRegistry(db: Queryable): NodeRegistry {
  return {
    async heartbeat({ id, region, release, startedAtMs, load, memoryBytes }) {
      await changedCount(db, heartbeatSql, [id, region, release, startedAtMs, load, Math.round(memoryBytes)]);
    },
    async active(maxAgeMs) {
      return (await selectAll<NodeRow>(db, activeSql, [maxAgeMs])).map(recordOf);
    },
    async leave(id) {
      await changedCount(db, 'delete from node where id = $1', [id]);
    },
    forget: (maxAgeMs) => changedCount(db, `delete from node where heartbeat_at < ${since('$1')}`, [maxAgeMs]),
  };
}

interface NodeRow {
  readonly id: string;
  readonly region: string;
  readonly release: string;
  readonly started_ms: number;
  readonly heartbeat_ms: number;
  readonly load: number;
  readonly memory_bytes: number;
  readonly age_ms: number;
}

const since = (parameter: string) => `clock_timestamp() - ${intervalOf(parameter)}`;

const heartbeatSql = `
  insert into node (id, region, release, started_at, heartbeat_at, load, memory_bytes)
  values ($1, $2, $3, ${fromEpochMs('$4')}, clock_timestamp(), $5, $6)
  on conflict (id) do update set region = excluded.region, release = excluded.release, started_at = excluded.started_at,
    heartbeat_at = excluded.heartbeat_at, load = excluded.load, memory_bytes = excluded.memory_bytes`;

const activeSql = `
  select id, region, release, ${toEpochMs('started_at')} as started_ms, ${toEpochMs('heartbeat_at')} as heartbeat_ms, load,
    memory_bytes::float8 as memory_bytes, ${toEpochMs('clock_timestamp()')} - ${toEpochMs('heartbeat_at')} as age_ms
  from node where heartbeat_at >= ${since('$1')} order by id`;

function recordOf(row: NodeRow): NodeRecord {
  return {
    id: row.id, region: row.region, release: row.release, startedAtMs: row.started_ms, load: row.load,
    memoryBytes: row.memory_bytes, heartbeatAtMs: row.heartbeat_ms, ageMs: Math.max(0, row.age_ms),
  };
}
