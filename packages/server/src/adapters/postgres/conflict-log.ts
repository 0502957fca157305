import { type Actor, type ConflictLog, type ConflictQuery, type ConflictType, conflictTypes, type NewConflict, type RecordedConflict } from '@sora/core';
import { type Queryable, selectAll, toEpochMs } from './query.ts';

/** Conflicts are found by whichever server happens to look; none of them is at fault. */
const finder: Actor = { kind: 'node', id: 'sora' };

/** @param db the pool, or a client inside the caller's transaction: history and event are then kept with what they speak of, or not at all */
export function postgresConflictLog(db: Queryable): ConflictLog {
  return {
    record: async (conflict) => (await recordConflicts(db, [conflict]))[0],
    async read(query) {
      return (await selectAll<ConflictRow>(db, readSql, filtersOf(query))).map(conflictOf);
    },
  };
}

/**
 * Many at once, in one statement. Repeats, also within the list, are left out of the answer.
 * @throws {SoraError} `not-found`: there is no such tenant
 */
export async function recordConflicts(db: Queryable, conflicts: readonly NewConflict[]): Promise<readonly RecordedConflict[]> {
  if (conflicts.length === 0) return [];
  return (await selectAll<ConflictRow>(db, recordSql, valuesOf(conflicts))).map(conflictOf);
}

interface ConflictRow {
  readonly tenant: string;
  readonly id: string;
  readonly at_ms: number;
  readonly type: ConflictType;
  readonly subject: string;
  readonly resolution: string;
  readonly dedup_key: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const columns = `tenant, id, ${toEpochMs('at')} as at_ms, type, subject, resolution, dedup_key, detail`;

// The event has no dedup key of its own: it comes with a new row of the history, which is kept longer than events are.
const recordSql = `
  with given as (
    select *, clock_timestamp() as at
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[]) as given (tenant, type, subject, resolution, dedup_key, detail)
  ), kept as (
    insert into conflict (tenant, id, at, type, subject, resolution, dedup_key, detail)
    select tenant, time_ordered_id(at), at, type, subject, resolution, dedup_key, detail from given
    on conflict (tenant, type, dedup_key) do nothing
    returning *
  ), noted as (
    insert into event (tenant, id, at, type, severity, subject, actor, payload)
    select tenant, time_ordered_id(at), at, 'CONFLICT_DETECTED', $7::jsonb ->> type, left(type || ': ' || subject, 500), $8,
      jsonb_build_object('conflictId', id, 'conflictType', type, 'subject', subject, 'resolution', resolution, 'detail', detail)
    from kept
  )
  select ${columns} from kept order by id`;

const readSql = `
  select ${columns} from conflict
  where tenant = $1
    and ($3::uuid is null or id < $3::uuid)
    and ($4::text[] is null or type = any ($4::text[]))
    and ($5::text is null or subject = $5)
  order by id desc limit $2`;

const severities = JSON.stringify(Object.fromEntries(Object.entries(conflictTypes).map(([name, { severity }]) => [name, severity])));

function valuesOf(conflicts: readonly NewConflict[]): readonly unknown[] {
  const column = (value: (conflict: NewConflict) => string) => conflicts.map(value);
  return [
    column(({ tenant }) => tenant), column(({ type }) => type), column(({ subject }) => subject), column(({ resolution }) => resolution),
    column(({ dedupKey }) => dedupKey), column(({ detail }) => JSON.stringify(detail)), severities, JSON.stringify(finder),
  ];
}

function filtersOf(query: ConflictQuery): readonly unknown[] {
  return [query.tenant, query.limit, query.beforeId ?? null, query.types ?? null, query.subject ?? null];
}

function conflictOf(row: ConflictRow): RecordedConflict {
  return { tenant: row.tenant, id: row.id, atMs: row.at_ms, type: row.type, subject: row.subject, resolution: row.resolution, dedupKey: row.dedup_key, detail: row.detail };
}
