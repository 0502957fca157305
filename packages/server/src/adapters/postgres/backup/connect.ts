import { Client } from 'pg';
import { mapDatabaseError } from '../database-error.ts';

export interface Connection {
  readonly client: Client;
  close(): Promise<void>;
}

/**
 * A connection of one's own, without limits of time: what happens on it takes as long as there is data.
 * Its name starts with `sora`, so that a server that stops meanwhile leaves the embedded PostgreSQL running.
 * @throws {SoraError} `database-unavailable`
 */
export async function connect(url: string): Promise<Connection> {
  const client = new Client({ connectionString: url, application_name: 'sora backup', connectionTimeoutMillis: 10_000, keepAlive: true });
  // Its loss is reported by the next statement.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => { throw mapDatabaseError(error); });
  // Providers set limits by default.
  await client.query('set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0; set idle_session_timeout = 0');
  return { client, close: () => client.end().catch(() => undefined) };
}

export async function withConnection<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const { client, close } = await connect(url);
  return work(client).finally(close);
}
