import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { BackupRefusedError, damaged } from '../backup-refused-error.ts';
import { copyText, parsed, parsedAs } from './copy-text.ts';
import { refuseFilled } from './empty-target.ts';
import { joined } from './lines.ts';
import { portableEnd, type TableHead, tableHead, tableTally, type TableTally, type Tallies } from './portable-format.ts';
import { listTables, quoted, seeded, type Table } from './tables.ts';
import { startTally } from './tally.ts';

export interface Import {
  readonly client: Client;
  /** After the head. */
  readonly lines: AsyncIterator<string>;
  readonly onTable: (table: string, tally: TableTally) => void;
  /** The last word before it counts; what it throws undoes everything. */
  readonly beforeCommit: () => Promise<void>;
}

/**
 * Fills an empty database of the same schema, in one transaction. After a failure the connection is to be closed, which undoes everything.
 * @throws {BackupRefusedError} and nothing was changed
 */
export async function importLines({ client, lines, onTable, beforeCommit }: Import): Promise<Tallies> {
  await client.query('begin');
  // What triggers make of new rows comes with the rows.
  await client.query("set local sora.restoring = 'on'");
  const tables = await listTables(client);
  await client.query(`lock table ${tables.map(({ name }) => quoted(name)).join(', ')} in exclusive mode`);
  await refuseFilled(client);
  for (const name of seeded.keys()) await client.query(`delete from ${quoted(name)}`);
  const tallies = await importTables(client, { lines, tables, onTable });
  await beforeCommit();
  await client.query('commit');
  return tallies;
}

interface Tables extends Pick<Import, 'lines' | 'onTable'> {
  readonly tables: readonly Table[];
}

async function importTables(client: Client, { lines, tables, onTable }: Tables): Promise<Tallies> {
  const tallies: Record<string, TableTally> = {};
  for (;;) {
    const line = await nextLine(lines);
    const head = tableHead.safeParse(parsed(line));
    if (!head.success) {
      compare(parsedAs(line, portableEnd).end, tallies);
      await expectEnd(lines);
      return tallies;
    }
    refuseUnknown(head.data, tables);
    const tally = await importTable(client, head.data, lines);
    tallies[head.data.table] = tally;
    onTable(head.data.table, tally);
  }
}

async function importTable(client: Client, { table, columns }: TableHead, lines: AsyncIterator<string>): Promise<TableTally> {
  const tally = startTally();
  let promised: TableTally | undefined;
  async function* rows(): AsyncGenerator<string> {
    for (;;) {
      const line = await nextLine(lines);
      if (!line.startsWith('[')) {
        promised = parsedAs(line, tableTally);
        return;
      }
      tally.add(line);
      yield copyText(line, columns.length);
    }
  }
  const copy = client.query(copyFrom(`copy ${quoted(table)} (${columns.map(quoted).join(', ')}) from stdin`));
  await pipeline(Readable.from(joined(rows())), copy).catch((error: unknown) => { throw explain(table, error); });
  const result = tally.result();
  if (!isSame(promised, result)) throw damaged(`the rows of its table "${table}" are not those that were written`);
  return result;
}

async function nextLine(lines: AsyncIterator<string>): Promise<string> {
  const next = await lines.next();
  if (next.done === true) throw damaged('it ends too early');
  return next.value;
}

async function expectEnd(lines: AsyncIterator<string>): Promise<void> {
  if ((await lines.next()).done !== true) throw damaged('it goes on after its end');
}

function compare(promised: Tallies, found: Tallies): void {
  const names = new Set([...Object.keys(promised), ...Object.keys(found)]);
  for (const name of names) if (!isSame(promised[name], found[name])) throw damaged(`its table "${name}" is not what its end says`);
}

function isSame(one: TableTally | undefined, other: TableTally | undefined): boolean {
  return one !== undefined && one.rows === other?.rows && one.digest === other.digest;
}

function refuseUnknown({ table, columns }: TableHead, tables: readonly Table[]): void {
  const known = tables.find(({ name }) => name === table);
  if (known === undefined || columns.some((column) => !known.columns.includes(column))) throw damaged(`its table "${table}" is none of this schema`);
}

/** A value that a constraint refuses was not written by SORA, or was altered since; what PostgreSQL says of it stays with it. */
function explain(table: string, error: unknown): unknown {
  const state = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^2[23]/.test(state)) return error;
  return new BackupRefusedError('SORA_BACKUP_DAMAGED', {
    what: `The rows of the table "${table}" are refused by the database: ${error instanceof Error ? error.message : String(error)}.`,
    remedy: 'Nothing was restored. Take an older backup; if there is none, look at the rows that are named.',
    cause: error,
  });
}
