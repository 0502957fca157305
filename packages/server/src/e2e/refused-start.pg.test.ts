import { access } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings } from '../settings.ts';
import { createSora } from '../sora.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { eventually } from '../testing/eventually.ts';
import { type DataFolder, freshDataFolder } from '../testing/server-process.ts';

let folder: DataFolder;
beforeEach(async () => { folder = await freshDataFolder(); });
afterEach(() => folder.clear());

test('with its port taken a server says by what and what to do, ends with 1, and has not even made a database', async () => {
  const other = createServer();
  await new Promise<void>((listening) => { other.listen(0, '127.0.0.1', listening); });
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const refused = folder.launch({ SORA_PORT: String(port) });
  expect(await refused.exited).toEqual({ code: 1, signal: null });
  // Who listens is told by Linux alone.
  const owner = process.platform === 'linux' ? `process ${process.pid} (` : 'another program';
  expect(refused.output()).toContain(`Port ${port} on 127.0.0.1 is taken by ${owner}`);
  expect(refused.output()).toContain('SORA_PORT=');
  await expect(access(folder.layout.clusterDir)).rejects.toMatchObject({ code: 'ENOENT' });
  await new Promise((closed) => { other.close(closed); });
});

test('a server that cannot listen gives its database back and leaves no worker behind', async () => {
  const database = await createTestDatabase();
  // An address for documentation, which no machine has.
  const settings = readSettings({ SORA_HOST: '192.0.2.1', SORA_PORT: '4200', SORA_DATA_DIR: folder.path, DATABASE_URL: database.url, SORA_LOG_LEVEL: 'silent' });
  await expect(createSora(settings)).rejects.toThrow('192.0.2.1');
  const connections = async () => (await database.pool.query<{ count: number }>(`select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name <> 'sora test'`)).rows[0]?.count;
  expect(await eventually(connections, (count) => count === 0, 5_000)).toBe(0);
  await database.close();
});
