import { Pool } from 'pg';

export interface LanePoolOptions {
  readonly url: string;
  /** Starts with `sora`: the embedded PostgreSQL is not stopped while such connections are open. */
  readonly applicationName: string;
  /** Most connections that are open at once: as many as batches may be under way. */
  readonly max: number;
  /** Longest time of one statement, and twice that of a transaction that hears nothing. Default: 10 s. */
  readonly statementTimeoutMs?: number;
}

/**
 * Plans of the hot statements are chosen once, by rule and not by statistics: on an empty ledger those say "read it all", and the plan
 * would still be in use when it is no longer empty. Every one of them goes by index, row by row.
 */
const planner = ['plan_cache_mode=force_generic_plan', 'enable_seqscan=off', 'enable_hashjoin=off', 'enable_mergejoin=off', 'enable_bitmapscan=off', 'enable_memoize=off', 'jit=off'];

/**
 * Connections for batches. Statements that need not wait for each other's answers go out together, which saves two of four round trips;
 * and nothing here waits for ever: neither for a lock, nor for the database.
 */
export function createLanePool({ url, applicationName, max, statementTimeoutMs = 10_000 }: LanePoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: applicationName,
    max,
    pipeline: true,
    keepAlive: true,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    lock_timeout: statementTimeoutMs / 2,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + 2_000,
    idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
    options: planner.map((setting) => `-c ${setting}`).join(' '),
  });
  // Without listeners the loss of a connection would end the process; the statement under way, or the next one, reports it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => { client.on('error', () => undefined); });
  return pool;
}
