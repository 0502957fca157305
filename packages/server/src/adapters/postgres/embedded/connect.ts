import { Client } from 'pg';
import type { ProbeResult } from './decide-start.ts';
import { owner } from './init-cluster.ts';

export interface Address {
  readonly port: number;
  readonly password: string;
}

/** The application name of the connection by which each server shows that it uses the cluster. */
const presenceName = 'sora embedded';

export function urlOf({ port, password }: Address): string {
  return `postgresql://${owner}:${password}@127.0.0.1:${port}/${owner}`;
}

/** Asks whoever listens there if it is this cluster, by our password and its data folder. */
export async function probe(address: Address, clusterDir: string): Promise<ProbeResult> {
  if (address.port === 0) return 'no-answer';
  const client = administration(address);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === clusterDir ? 'ours' : 'other-cluster';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === '28P01' ? 'wrong-password' : 'no-answer';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the database, unless it is there: an interruption may have come between making the cluster and this. */
export async function ensureDatabase(address: Address): Promise<void> {
  const client = administration(address);
  try {
    await client.connect();
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [owner]);
    if (rowCount === 0) await client.query(`create database ${owner}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function administration({ port, password }: Address): Client {
  const where = { host: '127.0.0.1', port, user: owner, password, database: 'postgres', ssl: false };
  const client = new Client({ ...where, application_name: presenceName, connectionTimeoutMillis: 3_000, query_timeout: 5_000, keepAlive: true });
  client.on('error', () => undefined);
  return client;
}

/** A connection that stays open: it tells at once when PostgreSQL is gone, and tells other servers that we are here. */
export interface Presence {
  /** How many connections of SORA there are beside this one. */
  countOthers(): Promise<number>;
  /** May be called again. */
  close(): Promise<void>;
}

export async function openPresence(address: Address, onLost: () => void): Promise<Presence> {
  const client = administration(address);
  let wanted = true;
  client.once('end', () => { if (wanted) onLost(); });
  await client.connect().catch((error: unknown) => { wanted = false; throw error; });
  return {
    countOthers: async () => {
      const { rows } = await client.query<{ others: number }>(`select count(*)::int as others from pg_stat_activity where application_name like 'sora%' and backend_type = 'client backend' and pid <> pg_backend_pid()`);
      return rows[0]?.others ?? 0;
    },
    close: async () => {
      if (!wanted) return;
      wanted = false;
      await client.end().catch(() => undefined);
    },
  };
}
