import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../testing/test-database.ts';
import { fund, openTestLedger, pay } from '../../ledger/testing/test-ledger.ts';
import { collect } from '../collect.ts';
import { withConnection } from '../connect.ts';
import { exportLines } from './export-lines.ts';
import { readPortable, writePortable } from './portable-file.ts';
import type { Tallies } from './portable-format.ts';
import { leftBehind } from './tables.ts';

let source: TestDatabase;
let folder: string;
let file: string;
let written: Tallies;
const onTable = () => undefined;

beforeAll(async () => {
  source = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'sora portable '));
  file = join(folder, 'sora.jsonl.gz');
  await using ledger = openTestLedger(source);
  await fund(ledger, ['ann', 'bob'], 9_000_000_000_000_000_000n / 4n);
  for (let count = 0; count < 20; count += 1) await ledger.store.submit(pay(`k${count}`, 'ann', 'bob', 9_007_199_254_740_993n));
  await source.pool.query(awkwardRows);
  ({ tables: written } = await writePortable({ url: source.url, file, force: false, onTable }));
});

afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true, force: true });
});

// Line ends, tabs, backslashes, quotes and what looks like COPY's own marks; microseconds, bytes, shortest doubles, arrays, nulls.
const awkwardRows = String.raw`
  insert into tenant (tenant) values ('other');
  insert into event (tenant, id, at, type, severity, subject, actor, region, payload) values
    ('main', gen_random_uuid(), '2026-03-29 01:30:00.123457+00', 'AWKWARD', 'info', E'a\tb\nc\rd\\N \\. "quoted" ''x'' \x7f ü 🙂', '{"kind":"x"}', '', '{"n": 1.10, "t": "\\ \n \u00e9"}'),
    ('other', gen_random_uuid(), '0001-01-01 00:00:00+00 BC', 'AWKWARD', 'info', '\.', '[]', null, 'null');
  insert into metric_minute values ('main', gen_random_uuid(), now(), 0.1, 'NaN', '-Infinity', 1e-320, '\x00ff5c0a');
  insert into credential (id, tenant, kind, scopes, name, secret_hash) values ('0123456789abcdef', 'main', 'service', array['a,b', '"', '{}'], 'key', decode(repeat('ab', 32), 'hex'));
  insert into entry (tenant, chat, seq, user_id, install, install_seq, kind, version, content_digest, ai, digest, at)
    values ('main', 'c', 1, 'helper', 'b', 1, 'message', 1, decode(repeat('ab', 32), 'hex'), '{"model": "m", "inputTokens": 3, "outputTokens": 4, "costMinor": "5", "unit": "USD", "askedBy": "ann"}', decode(repeat('cd', 32), 'hex'), now());
  insert into node (id, region, release, started_at, heartbeat_at, load, memory_bytes) values ('gone', 'local', 'dev', now(), now(), 0, 1)`;

async function talliesOf(url: string): Promise<Tallies> {
  return withConnection(url, async (client) => {
    const tallies: Record<string, Tallies[string]> = {};
    await collect(exportLines({ client, onTable: (table, tally) => { tallies[table] = tally; } }));
    return tallies;
  });
}

async function inEmptyDatabase(work: (database: TestDatabase) => Promise<void>): Promise<void> {
  const database = await createTestDatabase({ empty: true });
  await work(database).finally(() => database.close());
}

test('every table comes back exactly, row for row; what belonged to the old installation stays behind [CON-8]', async () => {
  await inEmptyDatabase(async (target) => {
    const { tables } = await readPortable({ url: target.url, file, onTable });
    expect(tables).toEqual(written);
    expect(await talliesOf(target.url)).toEqual(written);
    expect([written['transfer']?.rows, written['ai_usage']?.rows]).toEqual([22, 3]);
    expect((await target.pool.query('select * from node')).rows).toEqual([]);
    const event = `select at::text, subject, payload::text from event where tenant = 'main'`;
    expect((await target.pool.query(event)).rows).toEqual((await source.pool.query(event)).rows);
  });
});

test('a file that was cut or altered leaves the database without a row', async () => {
  const text = gunzipSync(await readFile(file)).toString('utf8');
  const lines = text.split('\n');
  const changed: readonly string[] = [
    text.replace('9007199254740993', '9007199254740994'),
    text.slice(0, text.length / 2),
    [...lines.slice(0, -2), ''].join('\n'),
    // A whole table is missing, its head and its tally too.
    withoutTable(lines, 'metric_minute').join('\n'),
    lines.filter((line) => !line.startsWith('["main","user:USD:ann"')).join('\n'),
    `${text}${lines[1]}\n`,
  ];
  await inEmptyDatabase(async (target) => {
    const bad = join(folder, 'bad.jsonl.gz');
    for (const [at, content] of changed.entries()) {
      await writeFile(bad, gzipSync(content));
      await expect(readPortable({ url: target.url, file: bad, onTable }), `change ${at}`).rejects.toMatchObject({ code: 'SORA_BACKUP_DAMAGED' });
    }
    const { rows } = await target.pool.query('select (select count(*)::int from transfer) as transfers, (select count(*)::int from tenant) as tenants');
    expect(rows).toEqual([{ transfers: 0, tenants: 1 }]);
  });
});

function withoutTable(lines: readonly string[], table: string): readonly string[] {
  const start = lines.findIndex((line) => line.startsWith(`{"table":"${table}"`));
  const end = lines.findIndex((line, at) => at > start && line.startsWith('{"rows"'));
  return lines.toSpliced(start, end - start + 1);
}

test('a database that holds anything is refused and untouched', async () => {
  await inEmptyDatabase(async (target) => {
    await readPortable({ url: target.url, file, onTable });
    const before = await talliesOf(target.url);
    await expect(readPortable({ url: target.url, file, onTable })).rejects.toMatchObject({ code: 'SORA_RESTORE_NOT_EMPTY' });
    expect(await talliesOf(target.url)).toEqual(before);
  });
});

test('a backup of an older schema is taken by a database without tables, and refused by one that is further', async () => {
  const older = join(folder, 'older.jsonl.gz');
  const [head = '', ...rest] = gunzipSync(await readFile(file)).toString('utf8').split('\n');
  const { migrations, ...more } = JSON.parse(head) as { readonly migrations: readonly object[] };
  const tenant = rest.findIndex((line) => line.startsWith('{"table":"tenant"'));
  const table = rest.slice(tenant, rest.findIndex((line, at) => at > tenant && line.startsWith('{"rows"')) + 1);
  await writeFile(older, gzipSync([JSON.stringify({ ...more, migrations: migrations.slice(0, 2) }), ...table, JSON.stringify({ end: { tenant: JSON.parse(table.at(-1) ?? '') } }), ''].join('\n')));
  await inEmptyDatabase(async (target) => {
    expect((await readPortable({ url: target.url, file: older, onTable })).tables).toEqual({ tenant: written['tenant'] });
    const { rows } = await target.pool.query('select count(*)::int as count from migration');
    expect(rows).toEqual([{ count: migrations.length }]);
  });
  const further = await createTestDatabase();
  await expect(readPortable({ url: further.url, file: older, onTable })).rejects.toMatchObject({ code: 'SORA_RESTORE_OTHER_SCHEMA' });
  await further.close();
});

test('the schema has what a portable backup carries: no sequences, and every table that is left behind exists', async () => {
  const { rows: sequences } = await source.pool.query(`select relname from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace`);
  expect(sequences).toEqual([]);
  const { rows: tables } = await source.pool.query<{ relname: string }>(`select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`);
  expect(tables.map(({ relname }) => relname).toSorted()).toEqual([...Object.keys(written), ...leftBehind.keys()].toSorted());
});
