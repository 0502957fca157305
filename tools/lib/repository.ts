import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const repositoryRoot: string = join(import.meta.dirname, '..', '..');

/** A text of the repository; the path is relative to its root, with forward slashes. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** What is made by commands and never committed. */
const madeByCommands: ReadonlySet<string> = new Set(['node_modules', 'dist', '.git', '.sora', 'coverage']);

/** Paths of the repository's files, relative to `root`, with forward slashes, sorted. Needs no git, so that an unpacked archive is checked too. */
export function listFiles(root: string = repositoryRoot, folder = ''): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !madeByCommands.has(entry.name))
    .flatMap((entry) => {
      const path = relative(root, join(root, folder, entry.name)).split(sep).join('/');
      return entry.isDirectory() ? listFiles(root, path) : entry.isFile() ? [path] : [];
    })
    .toSorted();
}

export function readText(path: string, root: string = repositoryRoot): string {
  return readFileSync(join(root, path), 'utf8');
}
