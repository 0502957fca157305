import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientEntries } from '../client-build/entries.ts';
import { writeBundles } from '../client-build/bundles.ts';
import { missingBuiltins } from './missing-builtins.ts';
import { hermesc } from './programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'sora-shipped-'));
beforeAll(async () => { await writeBundles(clientEntries(), 'web', folder); });
afterAll(() => { rmSync(folder, { recursive: true }); });

const shipped = () => globSync('**/*.cjs', { cwd: folder });

test('every shipped file passes the Hermes compiler of React Native 0.86', () => {
  expect(shipped().length).toBeGreaterThan(3);
  for (const file of shipped()) execFileSync(hermesc, ['-O', '-emit-binary', '-w', '-out', join(folder, 'out.hbc'), join(folder, file)], { stdio: 'pipe' });
});

test('no shipped file calls what engines of phones do not have', () => {
  expect(shipped().flatMap((file) => missingBuiltins(readFileSync(join(folder, file), 'utf8')).map((found) => `${file}: ${found}`))).toEqual([]);
});

test('the compiler refuses what phones cannot run, and the list finds what they do not have', () => {
  expect(() => execFileSync(hermesc, ['-O', '-emit-binary', '-out', join(folder, 'out.hbc'), '-'], { input: 'const x = await 1;', stdio: 'pipe' })).toThrow();
  expect(missingBuiltins('const a = [1].toSorted();')).toHaveLength(1);
});
