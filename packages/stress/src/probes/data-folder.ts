import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A data folder of a server, read as an operator would read it. */
export interface DataFolder {
  readonly path: string;
  adminToken(): Promise<string>;
  /** Process id of the PostgreSQL that has this folder's cluster; undefined where none runs. */
  postmasterPid(): Promise<number | undefined>;
  /** Where that PostgreSQL listens. @throws {Error} when none runs */
  databaseUrl(): Promise<string>;
  /** Kills its PostgreSQL if one runs, and removes everything. */
  clear(): Promise<void>;
}

export async function freshDataFolder(): Promise<DataFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'sora campaign ')));
  const text = async (file: string) => (await readFile(join(path, file), 'utf8')).trim();
  // The server leaves a note that says where its database lies.
  const clusterDir = async () => /Database:\s+(.+)/.exec(await text('README.txt').catch(() => ''))?.[1];
  const pidFile = async () => {
    const folder = await clusterDir();
    return folder === undefined ? [] : (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  };
  const postmasterPid = async () => {
    const pid = Number((await pidFile())[0]);
    return Number.isInteger(pid) && pid > 1 && isRunning(pid) ? pid : undefined;
  };
  return {
    path,
    postmasterPid,
    adminToken: () => text('admin-token'),
    async databaseUrl() {
      const port = (await pidFile())[3];
      if (port === undefined || (await postmasterPid()) === undefined) throw new Error(`No PostgreSQL runs for ${path}.`);
      return `postgres://sora:${await text('postgres-password')}@127.0.0.1:${port.trim()}/sora`;
    },
    async clear() {
      const [pid, cluster] = [await postmasterPid(), await clusterDir()];
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      const folders = cluster === undefined ? [path] : [path, dirname(cluster)];
      for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
