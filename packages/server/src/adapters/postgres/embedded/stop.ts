import { setTimeout as sleep } from 'node:timers/promises';
import { isStartRefused } from '../../start-refused-error.ts';
import type { Cluster } from './cluster.ts';
import type { Presence } from './connect.ts';
import { exclusively } from './exclusive.ts';
import { stopCluster } from './stop-postmaster.ts';
import type { Supervisor } from './supervise.ts';

/** What became of PostgreSQL: it has ended, or it was left to the other servers that use it. */
export type StopOutcome = 'stopped' | 'left-running';

// Connections that the caller has just closed are listed for some milliseconds more.
const lingerMs = 1_000;
const lockWaitMs = 3_000;

/** Ends the supervision, then PostgreSQL itself unless other SORA servers use it. Under the lock, so that none can join in between. */
export async function stopSupervised(cluster: Cluster, supervisor: Supervisor, log: (sentence: string) => void): Promise<StopOutcome> {
  await supervisor.end();
  const presence = supervisor.presence();
  try {
    return await exclusively(cluster.layout.lockFile, lockWaitMs, () => stopUnlessUsed(cluster, presence, log));
  } catch (error) {
    if (!isStartRefused(error) || error.code !== 'SORA_START_BUSY') throw error;
    log('PostgreSQL stays running: another SORA is starting on it.');
    return 'left-running';
  } finally {
    await presence?.close();
  }
}

async function stopUnlessUsed({ layout }: Cluster, presence: Presence | undefined, log: (sentence: string) => void): Promise<StopOutcome> {
  const others = presence === undefined ? 0 : await countOthers(presence);
  if (others > 0) {
    log(`PostgreSQL stays running: ${others} more connections of SORA use it.`);
    return 'left-running';
  }
  await presence?.close();
  await stopCluster(layout.clusterDir);
  return 'stopped';
}

async function countOthers(presence: Presence): Promise<number> {
  const untilMs = Date.now() + lingerMs;
  for (;;) {
    const others = await presence.countOthers().catch(() => 0);
    if (others === 0 || Date.now() >= untilMs) return others;
    await sleep(50);
  }
}
