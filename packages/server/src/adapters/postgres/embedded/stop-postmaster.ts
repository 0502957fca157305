import { setTimeout as sleep } from 'node:timers/promises';
import { readPostmasterPid } from './postmaster-pid.ts';
import { isAlive, processState } from './process-state.ts';

/** Fast: ends every session, writes a checkpoint. Immediate: like a power cut, nothing committed is lost. Last comes what cannot be refused. */
const steps = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const;

/**
 * Stops PostgreSQL and waits until its process is gone, 30 s at most.
 * @see PostgreSQL documentation, "Shutting Down the Server", for the signals
 */
async function stopPostmaster(pid: number): Promise<void> {
  for (const { signal, waitMs } of steps) {
    send(pid, signal);
    if (await gone(pid, Date.now() + waitMs)) return;
  }
}

/** Stops the PostgreSQL that runs on this cluster, if any; a stranger under a stale process id is left alone. */
export async function stopCluster(clusterDir: string): Promise<void> {
  const found = await readPostmasterPid(clusterDir);
  if (found === undefined || found === 'garbled') return;
  if ((await processState(found.pid, clusterDir)) === 'postmaster') await stopPostmaster(found.pid);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended between two looks; the wait that follows sees it.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function gone(pid: number, untilMs: number): Promise<boolean> {
  while (await isAlive(pid)) {
    if (Date.now() >= untilMs) return false;
    await sleep(10);
  }
  return true;
}
