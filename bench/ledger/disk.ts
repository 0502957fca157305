import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '../../packages/server/src/adapters/postgres/pool.ts';
import type { BenchRow } from '../row.ts';
import { closedLoop } from './closed-loop.ts';

const durationMs = 1_000;
const connections = 16;

/** What the machine can do just now, beside which a figure has to be read. */
export async function diskRows(url: string): Promise<BenchRow[]> {
  return [
    { name: 'beside it: fdatasync of 8 KiB', value: await syncsPerSecond(), unit: 'a second' },
    { name: `beside it: single-row INSERT, ${connections} connections`, value: await insertsPerSecond(url), unit: 'a second' },
  ];
}

async function syncsPerSecond(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'sora-bench-disk-'));
  const file = await open(join(folder, 'probe'), 'w');
  const page = Buffer.alloc(8192);
  const { perSecond } = await closedLoop(async () => {
    await file.write(page, 0, page.length, 0);
    await file.datasync();
  }, { callers: 1, durationMs });
  await file.close();
  await rm(folder, { recursive: true });
  return perSecond;
}

async function insertsPerSecond(url: string): Promise<number> {
  const pool = createPool({ url, applicationName: 'sora bench disk', max: connections });
  const insert = await singleRowInsert(pool);
  const { perSecond } = await closedLoop(insert, { callers: connections, durationMs });
  await pool.end();
  return perSecond;
}

/** One row a transaction: the least that anything durable costs. */
export async function singleRowInsert(pool: ReturnType<typeof createPool>): Promise<() => Promise<void>> {
  await pool.query('create table if not exists plain_row (id bigint generated always as identity primary key, text text not null)');
  return async () => {
    await pool.query({ name: 'insert_plain_row', text: 'insert into plain_row (text) values ($1)', values: ['a payment'] });
  };
}
