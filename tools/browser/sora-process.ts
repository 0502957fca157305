import { once } from 'node:events';
import { createServer } from 'node:net';
import { runSora } from '../../packages/server/src/testing/run-program.ts';
import { freshDataFolder, type ServerProcess } from '../../packages/server/src/testing/server-process.ts';
import { createTestDatabase } from '../../packages/server/src/testing/test-database.ts';

/** A server for a browser: on one address for as long as the test lives, on a database of the test run's PostgreSQL. */
export interface SoraProcess {
  readonly url: string;
  /** What `sora …` prints when it is run beside this server. */
  command(...words: readonly string[]): Promise<string>;
  /** Changes the database past the server, as somebody with all rights could. */
  sql(statements: string): Promise<void>;
  /** Starts it again after a kill. */
  start(): Promise<void>;
  /** kill -9: no goodbye. */
  kill(): Promise<void>;
  /** Ends it cleanly and removes its folder and database. */
  close(): Promise<void>;
}

/** @param environment settings beside those of every test */
export async function startSoraProcess(environment: Readonly<Record<string, string>> = {}): Promise<SoraProcess> {
  const [database, folder, port] = await Promise.all([createTestDatabase(), freshDataFolder(), freePort()]);
  const startServer = () => folder.start({ DATABASE_URL: database.url, SORA_PORT: String(port), SORA_METRICS_FLUSH_MS: '200', ...environment });
  let server: ServerProcess | undefined = await startServer();
  const { url } = server;
  const end = async (signal: 'SIGINT' | 'SIGKILL') => {
    await server?.end(signal);
    server = undefined;
  };
  return {
    url,
    command: async (...words) => (await runSora(words, { SORA_URL: url, SORA_DATA_DIR: folder.path })).stdout,
    sql: async (statements) => { await database.pool.query(statements); },
    start: async () => { server = await startServer(); },
    kill: () => end('SIGKILL'),
    close: async () => {
      await end('SIGINT');
      await Promise.all([database.close(), folder.clear()]);
    },
  };
}

/** A restarted server has to come back on the address that the page knows. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address with a port.');
  return address.port;
}
