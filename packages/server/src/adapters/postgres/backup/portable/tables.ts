import type { Client } from 'pg';

export interface Table {
  readonly name: string;
  /** Without generated ones, which a database computes itself. */
  readonly columns: readonly string[];
}

/** Tables of one installation's life; everything else of the schema is copied. The job library has a schema of its own, and makes it anew. */
export const leftBehind: ReadonlyMap<string, string> = new Map([
  ['migration', 'The new database is migrated by its own SORA, up to the same step.'],
  ['node', 'Servers that ran on the old database.'],
  ['lease', 'Who of them held which task.'],
  ['schedule', 'When they ran each task last.'],
  ['dashboard_session', 'Browsers that are signed in at the old address.'],
  ['login_link', 'Links that live for ten minutes.'],
]);

/** What migrations themselves put in; a database that holds only these counts as empty, and they are replaced. */
export const seeded: ReadonlyMap<string, string> = new Map([['tenant', `tenant <> 'main'`]]);

/** Every table of the schema that is copied, each after those that its rows refer to. */
export async function listTables(client: Client): Promise<readonly Table[]> {
  const { rows: tables } = await client.query<Table>(tablesSql);
  const { rows: references } = await client.query<Reference>(referencesSql);
  return inOrder(tables.filter(({ name }) => !leftBehind.has(name)), references);
}

export interface Reference {
  readonly from: string;
  readonly to: string;
}

/** @throws {Error} when tables refer to each other in a circle: such a schema cannot be filled table by table */
export function inOrder(tables: readonly Table[], references: readonly Reference[]): readonly Table[] {
  const ordered: Table[] = [];
  for (let waiting = tables; waiting.length > 0;) {
    const isWaiting = (name: string) => waiting.some((table) => table.name === name);
    const ready = waiting.filter(({ name }) => !references.some(({ from, to }) => from === name && to !== name && isWaiting(to)));
    if (ready.length === 0) throw new Error(`These tables refer to each other in a circle: ${waiting.map(({ name }) => name).join(', ')}.`);
    ordered.push(...ready);
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return ordered;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

// Partitions come with the table they are part of; tables of extensions are the extension's own.
const tablesSql = `
  select relname as name, (select array_agg(attname::text order by attnum) from pg_attribute
    where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
  from pg_class
  where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relispartition
    and not exists (select 1 from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e')
  order by relname`;

const referencesSql = `
  select child.relname as "from", parent.relname as "to"
  from pg_constraint join pg_class child on child.oid = conrelid join pg_class parent on parent.oid = confrelid
  where contype = 'f' and child.relnamespace = current_schema()::regnamespace`;
