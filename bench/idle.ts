import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './measure.ts';
import type { BenchRow } from './row.ts';
import { startSora } from './sora-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const starts = 5;
const idleMs = 20_000;
const aimMs = 5_000;

/** From the command of `npm start` to the first page with its own embedded PostgreSQL, and what the server holds when nothing happens. */
export async function idleRows(): Promise<BenchRow[]> {
  await using folder = await temporaryFolder();
  const empty = await timeOfStart(folder.path);
  const existing: number[] = [];
  for (let start = 0; start < starts; start++) existing.push(await timeOfStart(folder.path));
  const { rssBytes, heapBytes } = await idleUsage(folder.path);
  return [
    aim({ name: 'from start to first page, empty data folder', value: empty / 1000, unit: 's', bar: aimMs / 1000 }),
    aim({ name: 'from start to first page, existing data folder', value: median(existing) / 1000, unit: 's', bar: aimMs / 1000 }),
    { name: `resident memory of the server after ${idleMs / 1000} idle seconds`, value: rssBytes / 1e6, unit: 'MB' },
    { name: 'of which JavaScript heap in use', value: heapBytes / 1e6, unit: 'MB' },
  ];
}

async function timeOfStart(dataDir: string): Promise<number> {
  const startedMs = performance.now();
  await using sora = await startSora({ SORA_DATA_DIR: dataDir });
  const response = await fetch(sora.url);
  await response.text();
  if (response.status !== 200) throw new Error(`The first page answered ${response.status}.`);
  return performance.now() - startedMs;
}

async function idleUsage(dataDir: string): Promise<{ readonly rssBytes: number; readonly heapBytes: number }> {
  await using sora = await startSora({ SORA_DATA_DIR: dataDir });
  await sleep(idleMs);
  return await sora.usage();
}

function aim(row: BenchRow & { readonly bar: number }): BenchRow {
  return { ...row, holds: row.value <= row.bar };
}
