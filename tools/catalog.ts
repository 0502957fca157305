import { basename } from 'node:path';
import { catalogs, type CatalogShape } from './catalogs.ts';
import { writeOrCheck, type GeneratedFile } from './lib/generated.ts';
import { listFiles, repositoryRoot } from './lib/repository.ts';

/** `rehydrate-chat.ts` exports `rehydrateChat`. */
export function entryName(fileName: string): string {
  return basename(fileName, '.ts').replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Entries are the folder's own .ts files; tests, the index and deeper folders are not. */
export function entryFiles(folder: string, files: readonly string[]): readonly string[] {
  return files
    .filter((path) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/'))
    .map((path) => basename(path))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts')
    .toSorted();
}

/** The text of a catalog's index. */
export function catalogIndex(shape: CatalogShape, fileNames: readonly string[]): string {
  const entries = fileNames.map(entryName);
  const byName = shape.collectedAs === 'record-by-name';
  return [
    '// Written by `npm run catalog` from the files of this folder.',
    ...fileNames.map((file, i) => `import { ${entries[i]} } from './${file}';`),
    '',
    `export const ${shape.exportName} = ${byName ? '{' : '['}`,
    ...entries.map((entry) => (byName ? `  [${entry}.name]: ${entry},` : `  ${entry},`)),
    `${byName ? '}' : ']'} as const;`,
    '',
  ].join('\n');
}

/** The index of every catalog folder that has an entry. */
export function catalogFiles(root: string = repositoryRoot): readonly GeneratedFile[] {
  const files = listFiles(root);
  return catalogs
    .map((shape) => ({ shape, entries: entryFiles(shape.folder, files) }))
    .filter(({ entries }) => entries.length > 0)
    .map(({ shape, entries }) => ({ path: `${shape.folder}/index.ts`, text: catalogIndex(shape, entries) }));
}

if (import.meta.main) writeOrCheck(catalogFiles(), 'npm run catalog');
