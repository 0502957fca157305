import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { verify } from './verify.ts';

let folder: string;
const said: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sora-verify-'));
  said.length = 0;
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => { said.push(String(line)); });
  // Nothing listens there, so that no test starts a database.
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:9/none');
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

test('a database that does not answer is "could not read", said in a sentence', async () => {
  expect([await verify.run([]), said]).toEqual([2, [expect.stringContaining('PostgreSQL at 127.0.0.1:9 does not answer')]]);
});

test('an earlier report that is none is "could not read", before the ledger is looked at', async () => {
  const path = join(folder, 'report.json');
  for (const text of ['', '{}', '{"ledgers":[{"tenant":"main"}]}', '{"ledgers":[{"tenant":"main","lanes":[{"lane":1}]}]}']) {
    await writeFile(path, text);
    expect(await verify.run(['--against', path])).toBe(2);
  }
  expect(await verify.run(['--against', join(folder, 'missing')])).toBe(2);
  expect(said).toEqual(Array.from({ length: 5 }, () => expect.stringContaining('report')));
});

test('an option that does not exist is not taken for a finding', async () => {
  expect([await verify.run(['--jsn']), said[0]]).toEqual([2, expect.stringContaining('--jsn')]);
});
