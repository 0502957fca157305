import { setTimeout as sleep } from 'node:timers/promises';
import { isProblem } from '@sora/core';
import type { Pool } from 'pg';
import type { Settings } from '../../settings.ts';
import { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts';
import { migrate } from './migrate.ts';
import { migrationsFolder, readMigrations } from './migration-files.ts';
import { createPool } from './pool.ts';
import { StartRefusedError } from '../start-refused-error.ts';

/** A database that is up and in the form this release needs. */
export interface Database {
  readonly pool: Pool;
  /** Holds a password: never logged. */
  readonly url: string;
  /** Names of the migrations that this start applied. */
  readonly applied: readonly string[];
  /** Closes the connections, and stops the embedded PostgreSQL unless other servers use it. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly settings: Settings;
  /** Told, in sentences, what takes time and what a person should know. */
  readonly progress: (sentence: string) => void;
  readonly observeStatement?: (durationMs: number) => void;
}

/**
 * Finds or starts the database, and migrates it.
 * @throws {StartRefusedError} with a sentence and a remedy
 */
export async function connectDatabase({ settings, progress, observeStatement }: ConnectOptions): Promise<Database> {
  const { url, stop } = await findDatabase(settings, progress);
  try {
    const migrations = await readMigrations(migrationsFolder);
    const applied = await patiently(() => migrate(url, migrations));
    const pool = createPool({ url, applicationName: 'sora', max: settings.SORA_DATABASE_POOL_SIZE, ...(observeStatement === undefined ? {} : { observeStatement }) });
    const close = async () => {
      await pool.end();
      await stop();
    };
    return { pool, url, applied: applied.map(({ name }) => name), close };
  } catch (error) {
    await stop();
    throw isProblem(error, 'database-unavailable') ? unreachable(url, error) : error;
  }
}

const tries = 3;
const pauseMs = 300;

/** A connection that is lost just now is no reason not to start: what migrates holds a lock and begins anew where it had ended. */
async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === tries || !isProblem(error, 'database-unavailable')) throw error;
      await sleep(pauseMs);
    }
  }
}

async function findDatabase({ DATABASE_URL: url, SORA_DATA_DIR: dataDir }: Settings, progress: ConnectOptions['progress']): Promise<{ readonly url: string; readonly stop: () => Promise<unknown> }> {
  if (url !== undefined) return { url, stop: async () => undefined };
  const embedded = await startEmbeddedPostgres({ dataDir, log: progress });
  progress(`Database: embedded PostgreSQL in ${embedded.whereItLives}${embedded.adopted ? ' (it was still running; adopted)' : ''}`);
  return embedded;
}

function unreachable(url: string, cause: unknown): StartRefusedError {
  const { hostname, port } = new URL(url);
  return new StartRefusedError('SORA_POSTGRES_NO_ANSWER', {
    what: `PostgreSQL at ${hostname}:${port || '5432'} does not answer.`,
    remedy: 'Start it or correct DATABASE_URL; without DATABASE_URL SORA brings its own.',
    cause,
  });
}
