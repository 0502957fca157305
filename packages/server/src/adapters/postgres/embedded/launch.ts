import { open, rename, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPostmasterPid } from './postmaster-pid.ts';
import { spawnProgram, type ProgramPlace } from './run-program.ts';

export interface Launch {
  readonly place: ProgramPlace;
  readonly clusterDir: string;
  readonly logFile: string;
  readonly port: number;
  /** False trades the safety of the data for speed: for tests only. */
  readonly durable: boolean;
  /** Give up waiting for "ready" then; recovery after a crash may take its time. */
  readonly untilMs: number;
}

const largestLogBytes = 10_000_000;

/**
 * Starts PostgreSQL and waits until it says that it is ready. Detached, so that Ctrl-C on the terminal does not stop it before the last flush.
 * @throws {Error} with the end of its log when it gave up
 */
export async function launch({ place, clusterDir, logFile, port, durable, untilMs }: Launch): Promise<void> {
  await rotate(logFile);
  const log = await open(logFile, 'a', 0o600);
  try {
    const { size } = await log.stat();
    const child = spawnProgram(place, ['postgres', '-D', clusterDir, ...serverOptions(port, durable)], { detached: true, stdio: ['ignore', log.fd, log.fd] });
    let failed: Error | undefined;
    let ended = false;
    child.once('error', (error) => { failed = error; });
    child.once('exit', () => { ended = true; });
    child.unref();
    while (!(await isReady(clusterDir, child.pid)) && Date.now() < untilMs) {
      if (failed !== undefined) throw failed;
      if (ended) throw new Error(await tail(logFile, size));
      await sleep(10);
    }
  } finally {
    await log.close();
  }
}

function serverOptions(port: number, durable: boolean): readonly string[] {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'cluster_name=sora', 'timezone=UTC', 'log_timezone=UTC'];
  const fast = ['fsync=off', 'full_page_writes=off'];
  return ['-p', String(port), ...[...settings, ...(durable ? [] : fast)].flatMap((setting) => ['-c', setting])];
}

async function isReady(clusterDir: string, pid: number | undefined): Promise<boolean> {
  const found = await readPostmasterPid(clusterDir);
  return found !== undefined && found !== 'garbled' && found.pid === pid && found.status === 'ready';
}

async function rotate(logFile: string): Promise<void> {
  const found = await stat(logFile).catch(() => undefined);
  if (found !== undefined && found.size > largestLogBytes) await rename(logFile, `${logFile}.1`);
}

async function tail(logFile: string, fromByte: number): Promise<string> {
  const file = await open(logFile, 'r');
  try {
    const { size } = await file.stat();
    const start = Math.max(fromByte, size - 4_000);
    const { buffer } = await file.read({ buffer: Buffer.alloc(Math.max(size - start, 1)), position: start });
    return buffer.toString('utf8');
  } finally {
    await file.close();
  }
}
