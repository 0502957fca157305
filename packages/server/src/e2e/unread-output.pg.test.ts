import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { type DataFolder, freshDataFolder } from '../testing/server-process.ts';
import { killPostmaster } from './testing/postgres-process.ts';

let folder: DataFolder;
beforeAll(async () => { folder = await freshDataFolder(); });
afterAll(() => folder.clear());

test('a server whose output nobody reads any more goes on serving, and stops when it is told to', async () => {
  const server = await folder.start();
  server.stopReading();
  // It says so on its standard error.
  await killPostmaster(folder.layout);
  const isReady = async () => (await fetch(`${server.url}/readyz`).catch(() => undefined))?.status;
  expect(await eventually(isReady, (status) => status === 200)).toBe(200);
  expect(await server.end('SIGINT')).toEqual({ code: 0, signal: null });
});
