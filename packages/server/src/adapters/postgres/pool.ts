import { Pool, type PoolClient } from 'pg';

export interface PoolOptions {
  readonly url: string;
  /** Starts with `sora`: the embedded PostgreSQL is not stopped while such connections are open. */
  readonly applicationName: string;
  /** Most connections that are open at once. */
  readonly max: number;
  /** Told how long each statement took, in milliseconds, failed ones included. */
  readonly observeStatement?: (durationMs: number) => void;
  /** Longest time of one statement. Default: 30 s. */
  readonly statementTimeoutMs?: number;
}

/**
 * A pool that outlives its database: nothing here waits for ever, a lost idle connection is replaced in silence, and the next statement says
 * if the database is really away.
 */
export function createPool({ url, applicationName, max, observeStatement, statementTimeoutMs = 30_000 }: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: applicationName,
    max,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: statementTimeoutMs,
    // Where the database itself no longer answers, its own limit above does not come into force.
    query_timeout: statementTimeoutMs + 2_000,
    idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
  });
  // Without a listener a lost idle connection would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    // One that is checked out reports its loss by the statement under way; between two statements nobody else listens.
    client.on('error', () => undefined);
    if (observeStatement !== undefined) observeStatements(client, observeStatement);
  });
  return pool;
}

/** pg offers no hook for this. The pool calls `query` with a callback, a transaction awaits its promise: both are timed. */
function observeStatements(client: PoolClient, observe: (durationMs: number) => void): void {
  const query: (...args: readonly unknown[]) => unknown = client.query.bind(client);
  const timed = (...args: readonly unknown[]): unknown => {
    const startedAtMs = performance.now();
    const done = () => observe(performance.now() - startedAtMs);
    const last = args.at(-1);
    if (typeof last === 'function') return query(...args.slice(0, -1), (...results: readonly unknown[]) => { done(); last(...results); });
    const result = query(...args);
    if (result instanceof Promise) result.then(done, done);
    return result;
  };
  Object.defineProperty(client, 'query', { value: timed });
}
