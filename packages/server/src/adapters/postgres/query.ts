import { SoraError } from '@sora/core';
import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { mapDatabaseError } from './database-error.ts';

/** A pool, or a client inside somebody's transaction. */
export type Queryable = Pick<PoolClient, 'query'>;

/** SQL; with a name, a connection has it planned once instead of each time. */
export type Statement = string | { readonly name: string; readonly text: string };

/** @throws {SoraError} `database-unavailable`, or `not-found` where a row names a tenant that does not exist */
export async function selectAll<Row extends QueryResultRow>(db: Queryable, sql: Statement, values: readonly unknown[] = []): Promise<readonly Row[]> {
  return (await run<Row>(db, sql, values)).rows;
}

/** The first row, if there is one. */
export async function selectOne<Row extends QueryResultRow>(db: Queryable, sql: string, values: readonly unknown[] = []): Promise<Row | undefined> {
  return (await run<Row>(db, sql, values)).rows[0];
}

/** How many rows the statement changed. */
export async function changedCount(db: Queryable, sql: string, values: readonly unknown[] = []): Promise<number> {
  return (await run(db, sql, values)).rowCount ?? 0;
}

/** An instant of the database in milliseconds since the epoch. */
export const toEpochMs = (expression: string): string => `(extract(epoch from ${expression}) * 1000)::float8`;

/** Milliseconds since the epoch as an instant of the database. */
export const fromEpochMs = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;

/** A duration in milliseconds as an interval. */
export const intervalOf = (parameter: string): string => `${parameter}::float8 * interval '1 ms'`;

async function run<Row extends QueryResultRow>(db: Queryable, sql: Statement, values: readonly unknown[]): Promise<QueryResult<Row>> {
  try {
    return await db.query<Row>(sql, [...values]);
  } catch (error) {
    if (namesUnknownTenant(error)) throw new SoraError('not-found', { detail: 'There is no such tenant.', cause: error });
    throw mapDatabaseError(error);
  }
}

function namesUnknownTenant(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23503' && 'constraint' in error && String(error.constraint).endsWith('_tenant_fkey');
}
