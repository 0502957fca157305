import type { RunOutcome, ScheduleEntry, ScheduleStore } from '@sora/core';
import { changedCount, type Queryable, selectAll, selectOne, toEpochMs } from './query.ts';

export function postgresScheduleStore(db: Queryable): ScheduleStore {
  return {
    async define(name, everyMs) {
      await changedCount(db, 'insert into schedule (name, every_ms) values ($1, $2) on conflict (name) do update set every_ms = excluded.every_ms', [name, everyMs]);
    },
    async find(name) {
      const row = await selectOne<ScheduleRow>(db, `${selectSql} where name = $1`, [name]);
      return row && entryOf(row);
    },
    async all() {
      return (await selectAll<ScheduleRow>(db, `${selectSql} order by name`)).map(entryOf);
    },
    async started({ name, fencingToken }) {
      return (await changedCount(db, startedSql, [name, fencingToken, 'The run before did not end: its runner died.'])) === 1;
    },
    async ended({ name, fencingToken }, outcome) {
      return (await changedCount(db, endedSql, [name, fencingToken, outcome.durationMs, errorOf(outcome)])) === 1;
    },
  };
}

interface ScheduleRow {
  readonly name: string;
  readonly every_ms: number;
  readonly started_ms: number | null;
  readonly ended_ms: number | null;
  readonly duration_ms: number | null;
  readonly last_error: string | null;
  readonly failures_in_row: number;
  readonly read_at_ms: number;
}

const selectSql = `
  select name, every_ms::float8 as every_ms, ${toEpochMs('last_started_at')} as started_ms, ${toEpochMs('last_ended_at')} as ended_ms,
    last_duration_ms::float8 as duration_ms, last_error, failures_in_row, ${toEpochMs('clock_timestamp()')} as read_at_ms
  from schedule`;

const isUnfinished = '(last_started_at is not null and (last_ended_at is null or last_ended_at < last_started_at))';

const startedSql = `
  update schedule set last_started_at = clock_timestamp(), fencing_token = $2,
    failures_in_row = failures_in_row + case when ${isUnfinished} then 1 else 0 end,
    last_error = case when ${isUnfinished} then $3 else last_error end
  where name = $1 and fencing_token <= $2`;

const endedSql = `
  update schedule set last_ended_at = clock_timestamp(), last_duration_ms = $3::float8, last_error = $4::text,
    failures_in_row = case when $4::text is null then 0 else failures_in_row + 1 end
  where name = $1 and fencing_token = $2`;

function errorOf(outcome: RunOutcome): string | null {
  return outcome.kind === 'failed' ? outcome.error : null;
}

function entryOf(row: ScheduleRow): ScheduleEntry {
  return {
    name: row.name, everyMs: row.every_ms, failuresInARow: row.failures_in_row, readAtMs: row.read_at_ms,
    lastStartedAtMs: row.started_ms ?? undefined, lastEndedAtMs: row.ended_ms ?? undefined, lastDurationMs: row.duration_ms ?? undefined, lastError: row.last_error ?? undefined,
  };
}
