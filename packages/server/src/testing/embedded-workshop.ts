import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { runsAsRoot } from '../adapters/postgres/embedded/account.ts';
import { decideLayout, type Layout } from '../adapters/postgres/embedded/layout.ts';
import { readPostmasterPid } from '../adapters/postgres/embedded/postmaster-pid.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from '../adapters/postgres/embedded/start-embedded-postgres.ts';
import { stopCluster } from '../adapters/postgres/embedded/stop-postmaster.ts';

/** A temporary place with spaces in its path, where embedded clusters are made, killed and cleared away. */
export interface Workshop {
  readonly folder: string;
  readonly options: Pick<EmbeddedPostgresOptions, 'dataDir' | 'rootHome' | 'durable'>;
  readonly layout: Layout;
  /** What the log was told. */
  readonly told: string[];
  start(more?: Partial<EmbeddedPostgresOptions>): Promise<EmbeddedPostgres>;
  /** A server in a process of its own, which can be killed. */
  spawnOwner(): ChildProcess;
  postmasterPid(): Promise<number>;
  clear(): Promise<void>;
}

export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'sora workshop '));
  await chmod(folder, 0o755);
  const rootHome = join(folder, 'root home');
  const options = { dataDir: join(folder, 'my data'), rootHome, durable: false };
  const layout = decideLayout({ dataDir: options.dataDir, runsAsRoot: runsAsRoot(), rootHome });
  const told: string[] = [];
  const owners: ChildProcess[] = [];
  return {
    folder, options, layout, told,
    start: (more) => startEmbeddedPostgres({ ...options, log: (sentence) => told.push(sentence), ...more }),
    spawnOwner: () => {
      const owner = spawnOwner(options);
      owners.push(owner);
      return owner;
    },
    postmasterPid: () => pidIn(layout.clusterDir),
    clear: async () => {
      for (const owner of owners) owner.kill('SIGKILL');
      await stopCluster(layout.clusterDir);
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}

/** The first line that an owner prints once its PostgreSQL is up: its url. */
export async function firstLine(owner: ChildProcess): Promise<string> {
  if (owner.stdout === null) throw new Error('This owner has no output.');
  const [line]: unknown[] = await once(createInterface(owner.stdout), 'line');
  return String(line);
}

export async function killHard(owner: ChildProcess): Promise<void> {
  const gone = once(owner, 'exit');
  owner.kill('SIGKILL');
  await gone;
}

/** Runs one statement on a connection of its own and answers the first value of each row. */
export async function ask(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(statement).finally(() => client.end());
  return rows.map((row) => Object.values(row)[0]);
}

function spawnOwner(options: Workshop['options']): ChildProcess {
  const script = fileURLToPath(new URL('./embedded-owner.ts', import.meta.url));
  return spawn(process.execPath, ['--conditions=@sora/source', script, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function pidIn(clusterDir: string): Promise<number> {
  const found = await readPostmasterPid(clusterDir);
  if (found === undefined || found === 'garbled') throw new Error(`No PostgreSQL runs in ${clusterDir}.`);
  return found.pid;
}
