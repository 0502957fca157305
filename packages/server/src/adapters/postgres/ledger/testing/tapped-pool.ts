import type { Pool, PoolClient, QueryConfig } from 'pg';

/** Sends a statement, and what it does with the answer. */
export type Tap = (statement: string, send: () => Promise<unknown>) => Promise<unknown>;

/** The statement of a batch that was decided from memory. */
export function isAssumed(statement: string): boolean {
  return statement.includes('assumed_account');
}

/** A tap that sends every batch under locks, as if what is remembered were never right; the rest goes through the next tap. */
export function underLocks(pool: Pool, next: Tap): Tap {
  return async (statement, send) => (isAssumed(statement) ? await pool.query(`select 'ledger fence'::text::bigint`) : await next(statement, send));
}

/** A pool whose statements go through a tap: it can listen, lose an answer or not send at all. */
export function tappedPool(pool: Pool, tap: Tap): Pick<Pool, 'connect'> {
  const connect = async () => tappedClient(await pool.connect(), tap);
  return { connect };
}

function tappedClient(client: PoolClient, tap: Tap): PoolClient {
  const query = async (statement: string | QueryConfig, values?: readonly unknown[]) =>
    await tap(typeof statement === 'string' ? statement : statement.text, async () => await client.query(statement as QueryConfig, values === undefined ? undefined : [...values]));
  return new Proxy(client, { get: (target, name) => (name === 'query' ? query : bound(target, name)) });
}

function bound(client: PoolClient, name: string | symbol): unknown {
  const value: unknown = Reflect.get(client, name);
  return typeof value === 'function' ? value.bind(client) : value;
}
