import { expect, test } from 'vitest';
import { catalogFiles, catalogIndex, entryFiles, entryName } from './catalog.ts';
import { staleFiles } from './lib/generated.ts';
import { repositoryRoot } from './lib/repository.ts';

const layers = { folder: 'layers', exportName: 'metricLayers', collectedAs: 'record-by-name' } as const;

test('an entry is named after its file in camel case', () => {
  expect(entryName('rehydrate-chat.ts')).toBe('rehydrateChat');
  expect(entryName('p95-latency.ts')).toBe('p95Latency');
});

test('tests, the index, deeper folders and other folders are no entries', () => {
  const files = ['layers/b.ts', 'layers/a.ts', 'layers/a.test.ts', 'layers/a.pg.test.ts', 'layers/index.ts', 'layers/deep/c.ts', 'other/d.ts'];
  expect(entryFiles('layers', files)).toEqual(['a.ts', 'b.ts']);
});

test('a record is keyed by the name that each entry gives itself', () => {
  expect(catalogIndex(layers, ['ai.ts', 'cold-start.ts'])).toBe(`// Written by \`npm run catalog\` from the files of this folder.
import { ai } from './ai.ts';
import { coldStart } from './cold-start.ts';

export const metricLayers = {
  [ai.name]: ai,
  [coldStart.name]: coldStart,
} as const;
`);
});

test('a list holds the entries themselves', () => {
  expect(catalogIndex({ ...layers, exportName: 'endpoints', collectedAs: 'list' }, ['healthz.ts'])).toContain('export const endpoints = [\n  healthz,\n] as const;');
});

test('an entry that the index does not name makes it stale', () => {
  const [index] = catalogFiles(repositoryRoot);
  const planted = { path: index?.path ?? '', text: catalogIndex({ ...layers }, ['ai.ts', 'planted.ts']) };
  expect(staleFiles([planted])[0]?.diff).toContain("+ import { planted } from './planted.ts';");
});

test('the index of each catalog names exactly the files of its folder', () => {
  expect(staleFiles(catalogFiles())).toEqual([]);
});
