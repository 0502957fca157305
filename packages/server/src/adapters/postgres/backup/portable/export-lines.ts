import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { version } from '../../../../version.ts';
import { migrationsOf } from '../schema-level.ts';
import { linesOf } from './lines.ts';
import { type PortableHead, portableVersion, type TableTally } from './portable-format.ts';
import { listTables, quoted, type Table } from './tables.ts';
import { startTally } from './tally.ts';

export interface Export {
  readonly client: Client;
  readonly onTable: (table: string, tally: TableTally) => void;
}

/**
 * A database as lines of JSON, all of one instant: a head, each table with its rows, an end with counts and digests.
 * Values stand in PostgreSQL's own text form, which is exact for every type. Rows come in the order that the database finds quickest.
 * When its reader gives up, the connection is left in the middle of a table: close it.
 */
export async function* exportLines({ client, onTable }: Export): AsyncGenerator<string> {
  await client.query('begin isolation level repeatable read read only');
  // A value's text depends on these; they hold for this transaction only.
  await client.query(`set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'iso_8601'; set local bytea_output = 'hex'; set local extra_float_digits = 1`);
  yield JSON.stringify(await headOf(client));
  const end: Record<string, TableTally> = {};
  for (const table of await listTables(client)) {
    const tally = yield* exportTable(client, table);
    end[table.name] = tally;
    onTable(table.name, tally);
  }
  yield JSON.stringify({ end });
  await client.query('commit');
}

async function headOf(client: Client): Promise<PortableHead> {
  const { rows: [now] } = await client.query<{ at: Date; postgres: string }>(`select now() as at, split_part(current_setting('server_version'), ' ', 1) as postgres`);
  if (now === undefined) throw new Error('PostgreSQL says nothing about itself.');
  return { format: 'sora-portable', version: portableVersion, sora: version, postgres: now.postgres, migrations: await migrationsOf(client), at: now.at.toISOString() };
}

async function* exportTable(client: Client, { name, columns }: Table): AsyncGenerator<string, TableTally> {
  yield JSON.stringify({ table: name, columns });
  const tally = startTally();
  for await (const line of linesOf(client.query(copyTo(copySql(name, columns))))) {
    tally.add(line);
    yield line;
  }
  const result = tally.result();
  yield JSON.stringify(result);
  return result;
}

/** Quote and delimiter are characters that JSON text never holds, so that each row comes out as it is. */
function copySql(table: string, columns: readonly string[]): string {
  const values = columns.map((column) => `${quoted(column)}::text`).join(', ');
  return `copy (select to_json(array[${values}]::text[]) from ${quoted(table)}) to stdout (format csv, delimiter e'\\x02', quote e'\\x01')`;
}
