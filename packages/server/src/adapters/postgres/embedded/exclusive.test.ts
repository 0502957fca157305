import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exclusively } from './exclusive.ts';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'sora lock ')); });
afterAll(() => rm(folder, { recursive: true }));

test('of many that want the same lock, one at a time has it', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await sleep(5);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 8 }, () => exclusively(join(folder, 'a.lock'), 5_000, work)));
  expect(most).toBe(1);
});

test('a lock that stays taken is refused with a code after the wait', async () => {
  const lockFile = join(folder, 'b.lock');
  await exclusively(lockFile, 1_000, async () => {
    await expect(exclusively(lockFile, 60, async () => 'never')).rejects.toMatchObject({ code: 'SORA_START_BUSY' });
  });
});

test('the lock of a killed process is free at once', async () => {
  const lockFile = join(folder, 'c.lock');
  const script = `const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync(process.argv[1]); d.exec('begin exclusive'); console.log('held'); setInterval(() => d, 1000);`;
  const holder = spawn(process.execPath, ['-e', script, lockFile], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(holder.stdout, 'data');
  await expect(exclusively(lockFile, 60, async () => 'never')).rejects.toMatchObject({ code: 'SORA_START_BUSY' });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(await exclusively(lockFile, 60, async () => 'got it')).toBe('got it');
});
