import { DatabaseError, type Pool, type PoolClient, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import { mapDatabaseError } from '../database-error.ts';

/** One connection a tenant for statements that are a transaction each. They are carried out in the order in which they were sent, one right behind the other. */
export interface SharedConnections {
  /** @throws {SoraError} `database-unavailable` when it was not sent; else what the connection threw */
  query<Row extends QueryResultRow>(tenant: string, statement: QueryConfig): Promise<QueryResult<Row>>;
}

interface Shared {
  readonly client: Promise<PoolClient>;
  users: number;
  isBroken: boolean;
}

/** Takes a connection from the pool while statements are under way, and gives it back after the last. */
export function sharedConnections(pool: Pick<Pool, 'connect'>): SharedConnections {
  const open = new Map<string, Shared>();

  function join(tenant: string): Shared {
    const shared = open.get(tenant) ?? { client: pool.connect(), users: 0, isBroken: false };
    shared.users += 1;
    open.set(tenant, shared);
    return shared;
  }

  async function leave(tenant: string, shared: Shared): Promise<void> {
    shared.users -= 1;
    // Nobody joins one that is lost.
    if (open.get(tenant) === shared && (shared.isBroken || shared.users === 0)) open.delete(tenant);
    if (shared.users === 0) await shared.client.then((client) => client.release(shared.isBroken), () => undefined);
  }

  return {
    async query<Row extends QueryResultRow>(tenant: string, statement: QueryConfig) {
      const shared = join(tenant);
      try {
        const client = await shared.client.catch((error: unknown) => { throw mapDatabaseError(error); });
        return await client.query<Row>(statement);
      } catch (error) {
        if (!isRefusal(error)) shared.isBroken = true;
        throw error;
      } finally {
        await leave(tenant, shared);
      }
    },
  };
}

/** PostgreSQL refused a statement, and rolled it back: FATAL can come while it was being kept, and all else is a lost connection. */
export function isRefusal(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && error.severity === 'ERROR';
}
