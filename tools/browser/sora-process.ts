import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTestDatabase } from '../../packages/server/src/testing/test-database.ts';

/** `sora serve` as its own operating-system process, with a folder and a database of its own. For tests that share the run's PostgreSQL. */
export interface SoraProcess {
  readonly url: string;
  /** What `sora …` prints when it is run beside this server. */
  command(...words: readonly string[]): Promise<string>;
  /** Starts it again after a kill. */
  start(): Promise<void>;
  /** kill -9: no goodbye. */
  kill(): Promise<void>;
  /** Ends it cleanly and removes its folder and database. */
  close(): Promise<void>;
}

const cli = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
const startTimeoutMs = 60_000;
const stopTimeoutMs = 20_000;
const flushMs = 200;

export async function startSoraProcess(): Promise<SoraProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'sora-served-'));
  const [database, port] = await Promise.all([createTestDatabase(), freePort()]);
  const env = { ...process.env, SORA_DATA_DIR: join(folder, '.sora'), SORA_PORT: String(port), SORA_METRICS_FLUSH_MS: String(flushMs), DATABASE_URL: database.url };
  const nodeWords = ['--conditions=@sora/source', cli];
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    child = spawn(process.execPath, [...nodeWords, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    await saysItServes(child);
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit', { signal: AbortSignal.timeout(stopTimeoutMs) });
  }

  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    command: async (...words) => (await promisify(execFile)(process.execPath, [...nodeWords, ...words], { env, timeout: startTimeoutMs })).stdout,
    start,
    kill: () => end('SIGKILL'),
    close: async () => {
      await end('SIGINT');
      await Promise.all([database.close(), rm(folder, { recursive: true, force: true })]);
    },
  };
}

/** Resolves at its first word that it serves; a server that ends before is an error with all it said. */
async function saysItServes(child: ChildProcess): Promise<void> {
  let said = '';
  const serves = new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => { said += chunk.toString(); if (said.includes('SORA serves on')) resolve(); };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`sora serve ended with ${String(code)}:\n${said}`)));
    AbortSignal.timeout(startTimeoutMs).addEventListener('abort', () => reject(new Error(`sora serve did not serve within ${startTimeoutMs} ms:\n${said}`)));
  });
  await serves;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address with a port.');
  return address.port;
}
