import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPool } from '../../packages/server/src/adapters/postgres/pool.ts';
import { fund } from '../fund.ts';
import { alternating } from '../measure.ts';
import { ask, end, type Program, startProgram } from '../program.ts';
import type { BenchRow } from '../row.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { withTemporaryPostgres } from '../temporary-postgres.ts';
import { openingMinor } from './contestant.ts';
import type { PaymentRound, PaymentRoundResult } from './http-load.ts';
import { payers } from './http-traffic.ts';

const rounds = 3;
const durationSeconds = 3;

/** Everybody pays one creator over HTTP: the real server on SORA's ledger, and the same server on the naive one, in turns on one database. */
export async function httpRows(): Promise<BenchRow[]> {
  return await withTemporaryPostgres(async (url) => {
    await using folder = await temporaryFolder();
    const start = (ledger: 'ours' | 'naive') => startProgram({ script: script('http-server.ts'), args: [ledger], env: { SORA_DATA_DIR: folder.path, DATABASE_URL: url, SORA_LOG_LEVEL: 'warn' } });
    await using ours = await start('ours');
    await fund(url, payers, openingMinor);
    await using naive = await start('naive');
    const serviceKey = await newServiceKey(ours.url, (await readFile(join(folder.path, 'admin-token'), 'utf8')).trim());
    const load = fork(script('http-load.ts'), { execArgv: ['--conditions=@sora/source'] });
    const [us, peer] = [contestant(ours, serviceKey), contestant(naive, serviceKey)];
    const perSecond = await alternating(rounds, () => us.round(load), () => peer.round(load)).finally(() => end(load));
    await assertBooked(url, { transfer: payers.length + us.booked, naive_transfer: peer.booked });
    return rowsOf(perSecond, us.errors + peer.errors);
  });
}

function rowsOf({ ours, peer }: { readonly ours: number; readonly peer: number }, errors: number): BenchRow[] {
  return [
    { name: 'hot account through HTTP, one server process, 128 connections', value: ours, unit: 'payments/s' },
    { name: 'the naive ledger through the same HTTP', value: peer, unit: 'payments/s' },
    { name: 'hot account through HTTP against the naive ledger', value: ours / peer, unit: 'x', bar: 4, holds: ours / peer >= 4 },
    { name: 'errors through HTTP', value: errors, unit: 'errors', bar: 0, holds: errors === 0 },
  ];
}

function contestant({ url }: Program, serviceKey: string) {
  const total = { booked: 0, errors: 0, next: 0 };
  return {
    get booked() { return total.booked; },
    get errors() { return total.errors; },
    /** @returns payments a second */
    async round(load: ReturnType<typeof fork>): Promise<number> {
      const { perSecond, booked, errors } = await ask<PaymentRoundResult>(load, { url, serviceKey, first: total.next, durationSeconds } satisfies PaymentRound);
      total.booked += booked;
      total.errors += errors;
      total.next += 1_000_000;
      return perSecond;
    },
  };
}

/** Nothing that was answered may be missing; what was under way when a round ended is there without an answer. */
async function assertBooked(url: string, answered: Readonly<Record<string, number>>): Promise<void> {
  const pool = createPool({ url, applicationName: 'sora bench', max: 1 });
  for (const [table, count] of Object.entries(answered)) {
    const { rows: [row] } = await pool.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    if (row === undefined || row.count < count) throw new Error(`${table} holds ${row?.count} rows, though ${count} were answered.`);
  }
  await pool.end();
}

async function newServiceKey(url: string, adminToken: string): Promise<string> {
  const response = await fetch(`${url}/admin_createToken`, { method: 'POST', headers: { authorization: `Bearer ${adminToken}` }, body: JSON.stringify({ kind: 'service', name: 'benchmark', scopes: ['wallets:write'] }) });
  if (!response.ok) throw new Error(`admin_createToken answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { readonly token: string }).token;
}

function script(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
