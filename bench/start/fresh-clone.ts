import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { decideLayout, defaultRootHome } from '../../packages/server/src/adapters/postgres/embedded/layout.ts';
import { stopCluster } from '../../packages/server/src/adapters/postgres/embedded/stop-postmaster.ts';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The repository at HEAD in a home of its own where nothing else is, in a path with a space, closed to others. */
export interface FreshClone extends AsyncDisposable {
  readonly home: string;
  readonly path: string;
  /** Who runs there; undefined: whoever runs this. */
  readonly account: Account | undefined;
  /** Command lines of what runs from this clone or on its database. */
  processes(): Promise<readonly string[]>;
}

export async function freshClone(account?: Account): Promise<FreshClone> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'sora start ')));
  await chmod(home, 0o700);
  const path = join(home, 'my clone');
  await run('git', ['clone', '--quiet', repository, path]);
  // A link that someone has committed would make npm ci empty the folder it leads to.
  if (existsSync(join(path, 'node_modules'))) throw new Error('HEAD holds a node_modules: that is no fresh clone.');
  if (account !== undefined) await run('chown', ['-R', `${account.uid}:${account.gid}`, home]);
  const layout = decideLayout({ dataDir: join(path, '.sora'), runsAsRoot: isRoot(account), rootHome: defaultRootHome });
  return {
    home, path, account,
    processes: () => processesAt([home, layout.home]),
    async [Symbol.asyncDispose]() {
      // Only where it was left running, which the figures have then told.
      await stopCluster(layout.clusterDir);
      if (layout.apart) await rm(layout.home, { recursive: true, force: true });
      await rm(home, { recursive: true, force: true });
    },
  };
}

function isRoot(account: Account | undefined): boolean {
  return (account?.uid ?? process.getuid?.()) === 0;
}

/** Processes whose command line names one of the folders; from /proc, since a small machine has no ps. */
async function processesAt(folders: readonly string[]): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.map((line) => line.replaceAll('\0', ' ').trim()).filter((line) => folders.some((folder) => line.includes(folder)));
}
