import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checks } from './checks.ts';
import { eventually } from '../../testing/eventually.ts';
import { loadService, startLoad } from './load.ts';
import { operatorOf } from './operator.ts';
import { isRunning } from './outage.ts';
import { runProgram } from '../../testing/run-program.ts';
import { type DataFolder, freshDataFolder } from '../../testing/server-process.ts';

// Room for the programs (60 MB), an empty cluster and its log of changes.
const size = '256m';
const fullForMs = 15_000;

/**
 * A real PostgreSQL on a small file system that is filled to the last byte under load, and emptied again.
 * @returns false when it could not be tried: mounting that file system takes root on Linux
 */
export async function proveFullDisk(checks: Checks): Promise<boolean> {
  const folder = await freshDataFolder();
  const { home, apart } = folder.layout;
  await mkdir(home, { recursive: true, mode: 0o755 });
  const isMounted = apart && (await runProgram('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', home])).code === 0;
  try {
    if (isMounted) await fillAndEmpty(checks, folder);
    return isMounted;
  } finally {
    // Lazily, since what still runs there is only ended by the next line.
    if (isMounted) await runProgram('umount', ['--lazy', home]);
    await folder.clear();
  }
}

async function fillAndEmpty(checks: Checks, folder: DataFolder): Promise<void> {
  const server = await folder.start();
  const operator = operatorOf(server.url, await folder.adminToken());
  const serviceKey = await operator.createToken({ name: 'load', kind: 'service', scopes: ['metrics:write'] });
  const load = startLoad({ url: server.url, serviceKey, perSecond: 200, series: 200 });
  const usual = await eventually(async () => load.nextFlushMs, (ms) => ms > 0);
  const ballast = await fill(folder.layout.home);
  const asked = await eventually(async () => load.nextFlushMs, (ms) => ms > usual, 60_000);
  await sleep(fullForMs);
  checks.holds('a full disk: the server lives and tells senders to slow down', isRunning(server) && asked > usual, { usual, asked });
  const [said] = /disk of the database is full|No space left on device/.exec(server.output()) ?? [];
  checks.holds('a full disk: the log says what it is', said !== undefined, said);
  await rm(ballast);
  await eventually(async () => load.nextFlushMs, (ms) => ms === usual, 90_000);
  await load.stop();
  const panel = await eventually(() => operator.panel('API', 'REQUEST', loadService), (found) => (found?.reading.sum ?? 0) >= load.acknowledged, 60_000);
  checks.equal('a full disk: with room again, everything acknowledged is stored exactly once', panel?.reading.sum, load.acknowledged);
  checks.equal('a full disk: the server ends well', await server.end('SIGINT'), { code: 0, signal: null });
}

/** @returns the file that takes up all the room there was */
async function fill(folder: string): Promise<string> {
  const ballast = join(folder, 'ballast');
  const file = await open(ballast, 'w');
  for (const block of [Buffer.alloc(1_000_000), Buffer.alloc(4_096)]) {
    while (await file.write(block).then(() => true, () => false));
  }
  await file.close();
  return ballast;
}
