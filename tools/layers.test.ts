import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkLayers } from './layers/check-layers.ts';
import { edgesToSee, zones } from './layers/import-law.ts';
import { judgeImport, libraryName } from './layers/judge-import.ts';
import { layerPicture } from './layers/picture.ts';

let root: string;

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A small tree that obeys the law, with every edge that must be seen. */
function plantLawfulTree(): void {
  for (const name of ['core', 'node', 'client', 'server']) {
    plant(`packages/${name}/package.json`, JSON.stringify({ name: `@sora/${name}`, type: 'module', exports: { '.': { '@sora/source': './src/index.ts', default: './dist/index.js' } } }));
    mkdirSync(join(root, 'node_modules/@sora'), { recursive: true });
    symlinkSync(join('..', '..', 'packages', name), join(root, 'node_modules/@sora', name));
  }
  plant('packages/core/src/index.ts', 'export const word = 1;');
  plant('packages/node/src/index.ts', "import { word } from '@sora/core'; export const twice = word * 2;");
  plant('packages/client/src/index.ts', "import { word } from '@sora/core'; export const thrice = word * 3;");
  plant('packages/server/src/index.ts', "export { word } from '@sora/core'; export * from './http/page.ts';");
  plant('packages/server/src/http/page.ts', "import type { word } from '@sora/core'; export type Page = typeof word;");
  plant('packages/server/src/adapters/store.ts', 'export const store = 1;');
  plant('apps/cli/src/main.ts', "import '@sora/server';");
  plant('apps/dashboard/src/main.ts', "import '@sora/core';");
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sora-layers-'));
  plantLawfulTree();
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

async function violations(): Promise<readonly string[]> {
  return (await checkLayers(root)).violations;
}

test('a lawful tree passes, and every one of its modules was read', async () => {
  expect(await checkLayers(root)).toEqual({ moduleCount: 8, edgeCount: 7, violations: [] });
});

test('an import between two parts of the server that do not know each other is refused, type-only or not', async () => {
  plant('packages/server/src/http/bad.ts', "import type { store } from '../adapters/store.ts'; export type Bad = typeof store;");
  expect(await violations()).toEqual(['packages/server/src/http/bad.ts imports packages/server/src/adapters/store.ts (server/adapters); server/http may import server/settings, core']);
});

test('core may use neither Node.js nor a library', async () => {
  plant('node_modules/pg/package.json', '{"name":"pg","main":"index.js"}');
  plant('node_modules/pg/index.js', '');
  plant('packages/core/src/clock.ts', "import 'node:fs'; import 'pg';");
  expect(await violations()).toEqual(['packages/core/src/clock.ts imports node:fs, but core may not use Node.js', 'packages/core/src/clock.ts imports the library pg; core may use none']);
});

test('another package is entered by its name only', async () => {
  plant('packages/server/src/workers/loop.ts', "import '../../../core/src/index.ts';");
  expect(await violations()).toEqual(['packages/server/src/workers/loop.ts reaches into packages/core: import it by its name, through what its package.json exports']);
});

test('core does not know the server, and a circle of imports is named', async () => {
  plant('packages/core/src/a.ts', "import './b.ts'; import '@sora/server';");
  plant('packages/core/src/b.ts', "import './a.ts';");
  const found = await violations();
  expect(found[0]).toContain('packages/core/src/a.ts imports packages/server/src/index.ts (server); core may import nothing outside itself');
  expect(found.some((sentence) => sentence.startsWith('These files import each other in a circle:'))).toBe(true);
});

test('a file outside every zone and an import of nothing are refused', async () => {
  plant('packages/server/src/elsewhere/x.ts', "import './missing.ts';");
  expect(await violations()).toEqual(expect.arrayContaining(['packages/server/src/elsewhere/x.ts is in no zone of tools/layers/import-law.ts']));
});

test('the check fails when imports between packages are no longer seen', async () => {
  rmSync(join(root, 'node_modules/@sora/core'));
  expect((await violations()).filter((sentence) => sentence.includes('did not see the edge'))).toHaveLength(4);
});

test('libraries are known by name, types and scopes included', () => {
  expect(libraryName('node_modules/@fastify/helmet/index.js')).toBe('@fastify/helmet');
  expect(libraryName('node_modules/a/node_modules/@types/pg/index.d.ts')).toBe('pg');
});

test('an import of a file that does not exist is refused', () => {
  expect(judgeImport({ from: 'packages/core/src/a.ts', to: './b.ts', kind: 'unresolved', byPath: true })).toContain('which does not exist');
});

test('every zone that the law or its picture names exists', () => {
  const names = new Set(zones.map((zone) => zone.name));
  expect(zones.flatMap((zone) => zone.mayImport).filter((name) => !names.has(name))).toEqual([]);
  expect(edgesToSee.length).toBeGreaterThan(0);
  expect(layerPicture()).toContain('server --> server_http');
});
