import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { exclusively } from '../../adapters/postgres/embedded/exclusive.ts';
import type { Layout } from '../../adapters/postgres/embedded/layout.ts';
import { readPostmasterPid } from '../../adapters/postgres/embedded/postmaster-pid.ts';
import { isAlive, processState } from '../../adapters/postgres/embedded/process-state.ts';
import { eventually } from '../../testing/eventually.ts';

/** The process id of the PostgreSQL that runs in a data folder; undefined where none does. */
export async function postmasterPid({ clusterDir }: Layout): Promise<number | undefined> {
  const found = await readPostmasterPid(clusterDir);
  if (found === undefined || found === 'garbled') return undefined;
  return (await processState(found.pid, clusterDir)) === 'postmaster' ? found.pid : undefined;
}

/** SIGKILL, as a crash or the system short of memory would. @returns the process id that was */
export async function killPostmaster(layout: Layout): Promise<number> {
  const pid = await postmasterPid(layout);
  if (pid === undefined) throw new Error(`No PostgreSQL runs in ${layout.clusterDir}.`);
  process.kill(pid, 'SIGKILL');
  await eventually(() => isAlive(pid), (alive) => !alive);
  return pid;
}

/** Kills PostgreSQL and keeps it away: its supervisor needs the lock that is held here. */
export async function keepPostgresAway(layout: Layout, awayMs: number): Promise<void> {
  await exclusively(layout.lockFile, 10_000, async () => {
    await killPostmaster(layout);
    await sleep(awayMs);
  });
}

/** Memory that the process holds, in bytes; 0 where the system has no /proc. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
