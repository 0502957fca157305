import type { Pool } from 'pg';
import { migrate } from '../packages/server/src/adapters/postgres/migrate.ts';
import { migrationsFolder, readMigrations } from '../packages/server/src/adapters/postgres/migration-files.ts';
import { createPool } from '../packages/server/src/adapters/postgres/pool.ts';
import { withTemporaryPostgres } from './temporary-postgres.ts';

/** Gives the work a pool on a new database with SORA's tables, and removes both afterwards. */
export async function withMigratedPool<Result>(work: (pool: Pool, url: string) => Promise<Result>): Promise<Result> {
  return await withTemporaryPostgres(async (url) => {
    await migrate(url, await readMigrations(migrationsFolder));
    const pool = createPool({ url, applicationName: 'sora bench', max: 4 });
    try {
      return await work(pool, url);
    } finally {
      await pool.end();
    }
  });
}
