import { chmod, chown, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { runProgram, type ProgramPlace } from './run-program.ts';

export interface NewCluster {
  readonly place: ProgramPlace;
  readonly clusterDir: string;
  readonly password: string;
  /** False leaves out fsync: for tests only. */
  readonly durable: boolean;
}

/** The superuser of an embedded cluster, and the name of its database. */
export const owner = 'sora';

/**
 * Makes a cluster beside its place and moves it there when it is whole, so that one interrupted half way never lies in the place itself.
 * The locale is PostgreSQL's own: an operating system's may be missing, or change its sort order under an index.
 */
export async function initCluster({ place, clusterDir, password, durable }: NewCluster): Promise<void> {
  await removeLeftovers(clusterDir);
  const workshop = `${clusterDir}.unfinished-${process.pid}`;
  await makeFor(place, workshop);
  const passwordFile = join(workshop, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (place.account !== undefined) await chown(passwordFile, place.account.uid, place.account.gid);
  const made = join(workshop, 'cluster');
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '-E', 'UTF8'];
  const access = ['-U', owner, `--pwfile=${passwordFile}`, '--auth-host=scram-sha-256', '--auth-local=scram-sha-256'];
  await runProgram(place, ['initdb', '-D', made, ...locale, ...access, ...(durable ? [] : ['--no-sync'])]);
  await rename(made, clusterDir);
  if (durable) await syncFolder(dirname(clusterDir));
  await removeLeftovers(clusterDir);
}

async function makeFor(place: ProgramPlace, folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  await chmod(folder, 0o700);
  if (place.account !== undefined) await chown(folder, place.account.uid, place.account.gid);
}

/** With retries: the initdb of a killed server may be writing there still, until it notices. */
async function removeLeftovers(clusterDir: string): Promise<void> {
  const parent = dirname(clusterDir);
  const leftovers = (await readdir(parent)).filter((name) => name.startsWith(`${basename(clusterDir)}.unfinished-`));
  await Promise.all(leftovers.map((name) => rm(join(parent, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
