import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { MetricsDashboard } from '../packages/core/src/index.ts';
import { pointsPerFrame } from './ingest/frames.ts';
import type { LoadResult, LoadRound } from './ingest/load.ts';
import { alternating } from './measure.ts';
import { ask, end, type Program, startProgram } from './program.ts';
import type { BenchRow } from './row.ts';
import { startSora } from './sora-process.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { withTemporaryPostgres } from './temporary-postgres.ts';

const rounds = 5;
const framesPerRound = 30_000;

/** One server process beside a bare `node:http` server that parses the same JSON and drops it; load from a third process, in turns. */
export async function ingestRows(): Promise<BenchRow[]> {
  return await withTemporaryPostgres(async (url) => {
    await using folder = await temporaryFolder();
    await using sora = await startSora({ SORA_DATA_DIR: folder.path, DATABASE_URL: url });
    await using bare = await startProgram({ script: script('ingest/bare-server.ts') });
    const token = (await readFile(join(folder.path, 'admin-token'), 'utf8')).trim();
    return await compare(sora, bare, token);
  });
}

async function compare(sora: Program, bare: Program, token: string): Promise<BenchRow[]> {
  const ingestKey = await newIngestKey(sora.url, token);
  const load = fork(script('ingest/load.ts'), { execArgv: ['--conditions=@sora/source'] });
  try {
    const [ours, peer] = [contestant(sora, ingestKey), contestant(bare, ingestKey)];
    const perSecond = await alternating(rounds, () => ours.round(load), () => peer.round(load));
    const stored = await storedCount(sora.url, token, ours.total.frames * pointsPerFrame);
    return [...speedRows(perSecond), ...(await cpuRows(ours, peer)), ...exactnessRows(ours.total, stored)];
  } finally {
    await end(load);
  }
}

interface Total {
  readonly frames: number;
  readonly errors: number;
  readonly accepted: number;
}

interface Contestant {
  readonly total: Total;
  /** @returns frames a second */
  round(load: ReturnType<typeof fork>): Promise<number>;
  /** Processor time in microseconds, counted from the end of the first round, which warms up. */
  cpuPerFrame(): Promise<number>;
}

function contestant(program: Program, ingestKey: string): Contestant {
  let total: Total = { frames: 0, errors: 0, accepted: 0 };
  let warmCpuMicros = 0;
  return {
    get total() {
      return total;
    },
    async round(load) {
      const { framesPerSecond, errors, accepted } = await ask<LoadResult>(load, { url: program.url, ingestKey, first: total.frames, frames: framesPerRound } satisfies LoadRound);
      total = { frames: total.frames + framesPerRound, errors: total.errors + errors, accepted: total.accepted + accepted };
      if (total.frames === framesPerRound) warmCpuMicros = (await program.usage()).cpuMicros;
      return framesPerSecond;
    },
    cpuPerFrame: async () => ((await program.usage()).cpuMicros - warmCpuMicros) / (total.frames - framesPerRound),
  };
}

function speedRows({ ours, peer }: { readonly ours: number; readonly peer: number }): BenchRow[] {
  return [
    { name: `ingest of frames of ${pointsPerFrame} points, one server process (aim 12,000)`, value: ours, unit: 'batches/s' },
    { name: 'bare node:http server that parses the same JSON and drops it', value: peer, unit: 'batches/s' },
    { name: 'ingest against the bare server', value: ours / peer, unit: 'x', bar: 0.5, holds: ours / peer >= 0.5 },
  ];
}

// What the rates would hide where the sender, not the server, was the slowest of the three.
async function cpuRows(ours: Contestant, peer: Contestant): Promise<BenchRow[]> {
  const [server, bare] = [await ours.cpuPerFrame(), await peer.cpuPerFrame()];
  return [
    { name: 'processor time of a frame, flushes and self-measurement included', value: server, unit: 'µs' },
    { name: 'processor time of a frame, bare server', value: bare, unit: 'µs' },
  ];
}

function exactnessRows({ frames, errors, accepted }: Total, stored: number): BenchRow[] {
  const sent = frames * pointsPerFrame;
  return [
    { name: `errors in ${frames} frames`, value: errors, unit: 'errors', bar: 0, holds: errors === 0 },
    { name: 'measurements sent less those that receipts accepted', value: sent - accepted, unit: 'measurements', bar: 0, holds: sent === accepted },
    { name: 'measurements sent less those that getMetricsDashboard counts', value: sent - stored, unit: 'measurements', bar: 0, holds: sent === stored },
  ];
}

async function newIngestKey(url: string, token: string): Promise<string> {
  return (await post<{ readonly token: string }>(url, token, { path: '/admin_createToken', body: { kind: 'ingest', name: 'benchmark' } })).token;
}

/** What the dashboard counts, once it no longer grows or is what it should be: what was taken is written at the next flush. */
async function storedCount(url: string, token: string, expected: number): Promise<number> {
  let counted = 0;
  for (let attempt = 0; attempt < 20 && counted !== expected; attempt++) {
    await sleep(1_500);
    const { metrics } = await post<MetricsDashboard>(url, token, { path: '/getMetricsDashboard', body: { layer: 'MOBILE', timeRange: 60 } });
    counted = metrics.reduce((sum, { reading }) => sum + reading.n, 0);
  }
  return counted;
}

async function post<Answer>(url: string, token: string, { path, body }: { readonly path: string; readonly body: object }): Promise<Answer> {
  const response = await fetch(`${url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

function script(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
