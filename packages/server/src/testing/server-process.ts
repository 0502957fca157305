import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runsAsRoot } from '../adapters/postgres/embedded/account.ts';
import { decideLayout, defaultRootHome, type Layout } from '../adapters/postgres/embedded/layout.ts';
import { stopCluster } from '../adapters/postgres/embedded/stop-postmaster.ts';
import { eventually } from './eventually.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `sora serve` as a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Everything it printed. */
  output(): string;
  /** From now on nobody reads what it prints. */
  stopReading(): void;
  readonly exited: Promise<Exit>;
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGINT' | 'SIGKILL'): Promise<Exit>;
}

/** A fresh data folder for servers of a test or proof, cleared away with everything that still runs in it. */
export interface DataFolder {
  readonly path: string;
  readonly layout: Layout;
  /** Starts a server here and waits until it serves. @throws {Error} with its output when it ends instead */
  start(environment?: Readonly<Record<string, string>>, args?: readonly string[]): Promise<ServerProcess>;
  /** Starts a server that may refuse to. */
  launch(environment?: Readonly<Record<string, string>>, args?: readonly string[]): LaunchedServer;
  adminToken(): Promise<string>;
  clear(): Promise<void>;
}

export interface LaunchedServer {
  readonly pid: number;
  output(): string;
  stopReading(): void;
  readonly exited: Promise<Exit>;
}

export const command: string = fileURLToPath(new URL('../../../../apps/cli/src/main.ts', import.meta.url));
const startDeadlineMs = 60_000;

export async function freshDataFolder(): Promise<DataFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'sora e2e ')));
  const layout = decideLayout({ dataDir: path, runsAsRoot: runsAsRoot(), rootHome: defaultRootHome });
  const children: ChildProcess[] = [];
  const launch: DataFolder['launch'] = (environment = {}, args = []) => {
    const { child, server } = spawnServer({ SORA_DATA_DIR: path, ...environment }, args);
    children.push(child);
    return server;
  };
  return {
    path, layout, launch,
    start: async (environment, args) => untilItServes(launch(environment, args)),
    adminToken: async () => (await readFile(join(path, 'admin-token'), 'utf8')).trim(),
    async clear() {
      for (const child of children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await stopCluster(layout.clusterDir);
      for (const folder of new Set([path, layout.home])) await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}

/** What a program of ours needs of this process's environment: nothing that would configure a server. */
export function plainEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(SORA_|VITEST|DATABASE_URL$|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(kept), ...more };
}

function spawnServer(environment: Readonly<Record<string, string>>, args: readonly string[]): { readonly child: ChildProcess; readonly server: LaunchedServer } {
  const env = plainEnvironment({ SORA_PORT: '0', SORA_METRICS_FLUSH_MS: '500', SORA_LOG_LEVEL: 'warn', ...environment });
  const child = spawn(process.execPath, ['--conditions=@sora/source', command, 'serve', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const outputs = [child.stdout, child.stderr];
  for (const stream of outputs) stream.on('data', (chunk: Buffer) => { text += chunk.toString(); });
  const exited = new Promise<Exit>((resolve) => { child.once('close', (code, signal) => resolve({ code, signal })); });
  const stopReading = () => { for (const stream of outputs) stream.destroy(); };
  return { child, server: { pid: child.pid ?? -1, output: () => text, stopReading, exited } };
}

async function untilItServes(server: LaunchedServer): Promise<ServerProcess> {
  let ended: Exit | undefined;
  void server.exited.then((exit) => { ended = exit; });
  const address = () => /SORA serves on (\S+)/.exec(server.output())?.[1];
  const url = await eventually(async () => address(), (found) => found !== undefined || ended !== undefined, startDeadlineMs);
  if (url === undefined) throw new Error(`The server does not serve (${JSON.stringify(ended)}):\n${server.output()}`);
  return {
    ...server,
    url,
    end: (signal) => {
      process.kill(server.pid, signal);
      return server.exited;
    },
  };
}
