import { setTimeout as sleep } from 'node:timers/promises';
import { ensureRunning, type Cluster, type Running } from './cluster.ts';
import { openPresence, type Presence } from './connect.ts';
import { exclusively } from './exclusive.ts';
import { healthyAfterMs, restartDelayMs } from './restart-delay.ts';

export interface Supervised {
  readonly cluster: Cluster;
  readonly running: Running;
  readonly log: (sentence: string) => void;
  /** Told each time PostgreSQL is lost, before it is brought back. */
  readonly onExit: () => void;
}

export interface Supervisor {
  /** The open connection to PostgreSQL; undefined while it is down. */
  presence(): Presence | undefined;
  /** Ends the supervision; resolves when a restart that was under way has ended. */
  end(): Promise<void>;
}

/** Watches PostgreSQL by an open connection and brings it back on the same port when it is lost. Call it under the lock that found it running. */
export async function supervise({ cluster, running, log, onExit }: Supervised): Promise<Supervisor> {
  const { port, password } = running;
  const ending = new AbortController();
  let presence: Presence | undefined;
  let revival = Promise.resolve();
  let tries = 0;
  let upSinceMs = Date.now();

  const watch = async () => { presence = await openPresence({ port, password }, lost); };
  function lost(): void {
    presence = undefined;
    if (ending.signal.aborted) return;
    if (Date.now() - upSinceMs >= healthyAfterMs) tries = 0;
    log('PostgreSQL has ended or closed the connection; bringing it back.');
    onExit();
    revival = revive();
  }
  async function revive(): Promise<void> {
    while (presence === undefined && (await pause(restartDelayMs(tries), ending.signal))) {
      tries += 1;
      await bringBack().catch((error: unknown) => log(`PostgreSQL is not back yet: ${error instanceof Error ? error.message : String(error)}`));
    }
  }
  async function bringBack(): Promise<void> {
    await exclusively(cluster.layout.lockFile, cluster.startTimeoutMs, async () => {
      await ensureRunning(cluster, port);
      await watch();
    });
    upSinceMs = Date.now();
    log(`PostgreSQL is back on port ${port}.`);
  }

  await watch();
  return {
    presence: () => presence,
    end: async () => {
      ending.abort();
      await revival;
    },
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal, ref: true }).catch(() => false);
}
