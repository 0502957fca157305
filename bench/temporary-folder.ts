import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runsAsRoot } from '../packages/server/src/adapters/postgres/embedded/account.ts';
import { decideLayout, defaultRootHome } from '../packages/server/src/adapters/postgres/embedded/layout.ts';

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

/** A new folder, with a space in its name; disposed of, it is gone, and with it the database that root has elsewhere for it. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'sora bench ')));
  await chmod(path, 0o700);
  return {
    path,
    async [Symbol.asyncDispose]() {
      await removeDatabaseOf(path);
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** As root, the database of a data folder lies outside of it, in a place named after it. Must be called while the folder still has its name. */
export async function removeDatabaseOf(dataDir: string): Promise<void> {
  const { home, apart } = decideLayout({ dataDir, runsAsRoot: runsAsRoot(), rootHome: defaultRootHome });
  if (apart) await rm(home, { recursive: true, force: true });
}
