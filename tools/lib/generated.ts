import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lineDiff } from './line-diff.ts';
import { readText, repositoryRoot, type TextFile } from './repository.ts';

/** A file of the repository that a tool writes and nobody edits. */
export type GeneratedFile = TextFile;

/** Those whose text on disk is another, or that are missing, each with what would change. */
export function staleFiles(files: readonly GeneratedFile[], root: string = repositoryRoot): readonly { readonly path: string; readonly diff: readonly string[] }[] {
  return files
    .map(({ path, text }) => ({ path, diff: lineDiff(existsSync(join(root, path)) ? readText(path, root) : '', text) }))
    .filter(({ diff }) => diff.length > 0);
}

export function writeFiles(files: readonly GeneratedFile[], root: string = repositoryRoot): void {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** The command line of a generator: writes its files, or with `--check` fails when one is stale, shows how and names the remedy. */
export function writeOrCheck(files: readonly GeneratedFile[], remedy: string): void {
  const stale = staleFiles(files);
  if (!process.argv.includes('--check')) {
    writeFiles(files.filter(({ path }) => stale.some((one) => one.path === path)));
    console.log(stale.length === 0 ? `${files.length} files, all current` : stale.map(({ path }) => `wrote ${path}`).join('\n'));
    return;
  }
  for (const { path, diff } of stale) console.error([`${path} is stale:`, ...diff.slice(0, 60).map((line) => `  ${line}`), ...(diff.length > 60 ? [`  … and ${diff.length - 60} more lines`] : [])].join('\n'));
  if (stale.length > 0) console.error(`To accept: ${remedy}`);
  process.exitCode = stale.length > 0 ? 1 : 0;
}
