import type { Actor, EventLog, EventQuery, EventType, NewEvent, RecordedEvent, Severity } from '@sora/core';
import { changedCount, fromEpochMs, type Queryable, selectAll, selectOne, toEpochMs } from './query.ts';

/** @param db the pool, or a client inside the caller's transaction: the event is then recorded with what it speaks of, or not at all */
export function postgresEventLog(db: Queryable): EventLog {
  return {
    async record(event) {
      const row = await selectOne<EventRow>(db, recordSql, valuesOf(event));
      return row && eventOf(row);
    },
    async read(query) {
      return (await selectAll<EventRow>(db, readSql, filtersOf(query))).map(eventOf);
    },
    expire: (beforeMs, limit) => changedCount(db, expireSql, [beforeMs, limit]),
  };
}

interface EventRow {
  readonly tenant: string;
  readonly id: string;
  readonly at_ms: number;
  readonly type: EventType;
  readonly severity: Severity;
  readonly subject: string;
  readonly actor: Actor;
  readonly region: string | null;
  readonly release: string | null;
  readonly dedup_key: string | null;
  readonly payload: Readonly<Record<string, unknown>> | null;
}

const columns = `tenant, id, ${toEpochMs('at')} as at_ms, type, severity, subject, actor, region, release, dedup_key, payload`;

const recordSql = `
  insert into event (tenant, id, at, type, severity, subject, actor, region, release, dedup_key, payload)
  select $1, time_ordered_id(now.at), now.at, $2, $3, left($4, 500), $5, $6, $7, $8, $9
  from (select clock_timestamp() as at offset 0) as now
  on conflict (tenant, dedup_key) where dedup_key is not null do nothing
  returning ${columns}`;

const readSql = `
  select ${columns} from event
  where tenant = $1
    and ($3::uuid is null or id < $3::uuid)
    and ($4::float8 is null or at >= ${fromEpochMs('$4')})
    and ($5::text[] is null or type = any ($5::text[]))
    and ($6::text[] is null or severity = any ($6::text[]))
  order by id desc limit $2`;

// Tenant by tenant, so that the index on (tenant, at) finds the old ones without reading the young.
const expireSql = `
  with old as (
    select tenant.tenant, of_tenant.id from tenant cross join lateral (
      select id, at from event where event.tenant = tenant.tenant and at < ${fromEpochMs('$1')} order by at limit $2
    ) as of_tenant
    order by of_tenant.at limit $2
  )
  delete from event using old where event.tenant = old.tenant and event.id = old.id`;

function valuesOf(event: NewEvent): readonly unknown[] {
  const payload = event.payload === undefined ? null : JSON.stringify(event.payload);
  return [event.tenant, event.type, event.severity, event.subject, JSON.stringify(event.actor), event.region ?? null, event.release ?? null, event.dedupKey ?? null, payload];
}

function filtersOf(query: EventQuery): readonly unknown[] {
  return [query.tenant, query.limit, query.beforeId ?? null, query.sinceMs ?? null, query.types ?? null, query.severities ?? null];
}

function eventOf(row: EventRow): RecordedEvent {
  return {
    tenant: row.tenant, id: row.id, atMs: row.at_ms, type: row.type, severity: row.severity, subject: row.subject, actor: row.actor,
    ...(row.region !== null && { region: row.region }),
    ...(row.release !== null && { release: row.release }),
    ...(row.dedup_key !== null && { dedupKey: row.dedup_key }),
    ...(row.payload !== null && { payload: row.payload }),
  };
}
