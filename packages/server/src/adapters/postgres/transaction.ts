import { isProblem } from '@sora/core';
import type { Pool, PoolClient } from 'pg';
import { mapDatabaseError } from './database-error.ts';

/** What work inside a transaction may do: ask. It neither ends the transaction nor keeps the connection. */
export type Transaction = Pick<PoolClient, 'query'>;

/**
 * Runs the work in one transaction: all of it is kept, or nothing.
 * @throws {SoraError} database-unavailable when the database is away; after a failed commit the outcome is unknown
 * @throws whatever the work throws, after the rollback
 */
export async function inTransaction<Result>(pool: Pick<Pool, 'connect'>, work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => { throw mapDatabaseError(error); });
  let broken = false;
  try {
    await client.query('begin');
    const result = await work(client);
    await commit(client);
    return result;
  } catch (error) {
    const mapped = mapDatabaseError(error);
    broken = isProblem(mapped, 'database-unavailable') || !(await rolledBack(client));
    throw mapped;
  } finally {
    client.release(broken);
  }
}

/** PostgreSQL answers COMMIT with ROLLBACK, and no error, when a statement had failed and the work went on as if it had not. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error('A statement of this transaction had failed, so that nothing was kept; its error was swallowed.');
}

async function rolledBack(client: PoolClient): Promise<boolean> {
  return client.query('rollback').then(() => true, () => false);
}
