import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fileSlots } from './file-slots.ts';
import { localStorageSlots } from './local-storage-slots.ts';

const folder = mkdtempSync(join(tmpdir(), 'sora-slots-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

test('a slot holds its last text and leaves the other alone', () => {
  const slots = fileSlots(join(folder, 'made', 'when needed'));
  expect(slots.read(0)).toBeUndefined();
  expect([slots.write(0, 'a longer text 🎈'), slots.write(0, 'short'), slots.write(1, 'one')]).toEqual([true, true, true]);
  expect([slots.read(0), slots.read(1)]).toEqual(['short', 'one']);
  expect(statSync(join(folder, 'made', 'when needed', 'sora-capsule-0.json')).mode & 0o777).toBe(0o600);
});

test('a folder that cannot be written, and a file too long to be ours, are refused and not thrown', () => {
  writeFileSync(join(folder, 'file'), '');
  expect([fileSlots(join(folder, 'file')).write(0, 'x'), fileSlots(join(folder, 'file')).read(0)]).toEqual([false, undefined]);
  writeFileSync(join(folder, 'huge-0.json'), '');
  truncateSync(join(folder, 'huge-0.json'), 300_000);
  expect(fileSlots(folder, 'huge').read(0)).toBeUndefined();
});

test('local storage: items by name; forbidden or full storage is refused and not thrown', () => {
  const items = new Map<string, string>();
  const slots = localStorageSlots(() => ({ getItem: (key) => items.get(key) ?? null, setItem: (key, text) => { items.set(key, text); } }), 'app');
  expect([slots.read(1), slots.write(1, 'x'), slots.read(1), [...items.keys()]]).toEqual([undefined, true, 'x', ['app-1']]);
  const forbidden = localStorageSlots(() => { throw new Error('SecurityError'); });
  expect([forbidden.read(0), forbidden.write(0, 'x')]).toEqual([undefined, false]);
});
