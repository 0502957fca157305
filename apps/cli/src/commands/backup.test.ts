import { afterEach, expect, test, vi } from 'vitest';
import { backup } from './backup.ts';
import { migrate } from './migrate.ts';
import { restore } from './restore.ts';

afterEach(() => vi.unstubAllEnvs());

test('a backup and a restore without a file say how to call them', async () => {
  await expect(backup.run([])).rejects.toThrow(/Into which file\?[\s\S]*--portable/);
  await expect(restore.run(['one', 'two'])).rejects.toThrow(/From which file\?[\s\S]*SORA_DATA_DIR=/);
});

test('the files of a database at an address are its provider\'s to back up; its rows can be had', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://me@localhost:1/db');
  await expect(backup.run(['/nowhere/x.tar.gz'])).rejects.toMatchObject({ name: 'CommandError', message: expect.stringContaining('--portable') });
});

test('a move without a place to move to says where to name it', async () => {
  vi.stubEnv('DATABASE_URL', '');
  await expect(migrate.run(['--from', '/nowhere'])).rejects.toMatchObject({ name: 'CommandError', message: expect.stringContaining('DATABASE_URL=postgres://') });
});

test('a folder without a database, a file that is not there and a folder to write into that is not there are said in a sentence', async () => {
  vi.stubEnv('SORA_DATA_DIR', '/nowhere');
  vi.stubEnv('DATABASE_URL', '');
  await expect(backup.run(['x.tar.gz'])).rejects.toMatchObject({ name: 'CommandError', message: expect.stringContaining('There is no database in /nowhere') });
  await expect(backup.run(['/nowhere/x.tar.gz'])).rejects.toMatchObject({ name: 'CommandError', message: expect.stringContaining('its folder does not exist') });
  await expect(restore.run(['/nowhere/x.tar.gz'])).rejects.toMatchObject({ name: 'CommandError', message: expect.stringContaining('there is no such file') });
});
