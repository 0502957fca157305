import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alternating } from '../measure.ts';
import { ask, end, type Program, startProgram } from '../program.ts';
import type { BenchRow } from '../row.ts';
import { startSora } from '../sora-process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { withTemporaryPostgres } from '../temporary-postgres.ts';
import type { ArrivalResult, PaidRound, PaidRoundResult } from './paid-load.ts';
import { fillNaive, fillOurs, requireWritten } from './paid-tables.ts';

const rounds = 5;
const durationSeconds = 5;
/** The paid chat actions of the product's stress target: a hundred thousand a minute. */
const arriving = { perSecond: 1_667, durationSeconds: 15 };
const naiveToken = 'naive';

/** Everybody pays one creator for messages in one room over HTTP: SORA as `npm start` runs it, beside Fastify with one transaction a message, in turns on one database. */
export async function paidHttpRows(): Promise<BenchRow[]> {
  return await withServer(async ({ url, ours, load }) => {
    await fillNaive(url);
    await using naive = await startProgram({ script: script('naive-server.ts'), env: { DATABASE_URL: url, NAIVE_TOKEN: naiveToken } });
    const [us, peer] = [contestant(ours, load), contestant({ url: naive.url, token: naiveToken }, load)];
    const perSecond = await alternating(rounds, us.round, peer.round);
    await requireWritten(url, { ours: us.total.written, naive: peer.total.written });
    return pacesOf(perSecond, us.total.errors + peer.total.errors);
  });
}

/** Messages arrive at their rate whether or not the ones before them are answered; each is timed from when it was due. */
export async function paidArrivalRows(): Promise<BenchRow[]> {
  return await withServer(async ({ url, ours, load }) => {
    const warmUp = await ask<ArrivalResult>(load, { ...ours, first: 0, perSecond: arriving.perSecond, durationSeconds: 3 } satisfies PaidRound);
    const result = await ask<ArrivalResult>(load, { ...ours, ...arriving, first: 1_000_000 } satisfies PaidRound);
    await requireWritten(url, { ours: warmUp.written + result.written });
    return arrivalsOf(result);
  });
}

interface Address {
  readonly url: string;
  readonly token: string;
}

interface Stage {
  /** Of the database. */
  readonly url: string;
  readonly ours: Address;
  readonly load: ChildProcess;
}

async function withServer(work: (stage: Stage) => Promise<BenchRow[]>): Promise<BenchRow[]> {
  return await withTemporaryPostgres(async (url) => {
    await using folder = await temporaryFolder();
    await using server = await startSora({ SORA_DATA_DIR: folder.path, DATABASE_URL: url, SORA_LOG_LEVEL: 'warn' });
    await fillOurs(url);
    const token = await newServiceKey(server, (await readFile(join(folder.path, 'admin-token'), 'utf8')).trim());
    const load = fork(script('paid-load.ts'), { execArgv: ['--conditions=@sora/source'] });
    return await work({ url, ours: { url: server.url, token }, load }).finally(() => end(load));
  });
}

function contestant(address: Address, load: ChildProcess) {
  const total = { written: 0, errors: 0, next: 0 };
  return {
    total,
    /** @returns messages a second */
    async round(): Promise<number> {
      const { perSecond, written, errors } = await ask<PaidRoundResult>(load, { ...address, first: total.next, durationSeconds } satisfies PaidRound);
      total.written += written;
      total.errors += errors;
      total.next += 1_000_000;
      return perSecond;
    },
  };
}

function pacesOf({ ours, peer }: { readonly ours: number; readonly peer: number }, errors: number): BenchRow[] {
  return [
    { name: 'paid messages in one room through HTTP, one server process, 128 connections', value: ours, unit: 'messages/s' },
    { name: 'Fastify with one transaction a paid message', value: peer, unit: 'messages/s' },
    { name: 'paid messages through HTTP against one transaction a message', value: ours / peer, unit: 'x', bar: 4, holds: ours / peer >= 4 },
    { name: 'errors of paid messages through HTTP', value: errors, unit: 'errors', bar: 0, holds: errors === 0 },
  ];
}

function arrivalsOf({ p50Ms, p99Ms, lagP50Ms, lagP99Ms, errors }: ArrivalResult): BenchRow[] {
  const rate = `${arriving.perSecond.toLocaleString('en')} paid messages/s arriving through HTTP`;
  return [
    { name: `${rate}, acknowledged, P50`, value: p50Ms, unit: 'ms' },
    { name: `${rate}, acknowledged, P99`, value: p99Ms, unit: 'ms' },
    { name: 'of that how late the generator sent them, P50', value: lagP50Ms, unit: 'ms' },
    { name: 'of that how late the generator sent them, P99', value: lagP99Ms, unit: 'ms' },
    { name: 'arrivals that were not acknowledged', value: errors, unit: 'messages', bar: 0, holds: errors === 0 },
  ];
}

async function newServiceKey({ url }: Pick<Program, 'url'>, adminToken: string): Promise<string> {
  const response = await fetch(`${url}/admin_createToken`, { method: 'POST', headers: { authorization: `Bearer ${adminToken}` }, body: JSON.stringify({ kind: 'service', name: 'benchmark', scopes: ['chats:write'] }) });
  if (!response.ok) throw new Error(`admin_createToken answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { readonly token: string }).token;
}

function script(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
