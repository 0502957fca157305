import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../adapters/postgres/embedded/start-embedded-postgres.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import { migrationsFolder, readMigrations } from '../adapters/postgres/migration-files.ts';
import { templateDatabase, urlFor } from './test-database-url.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's address of the PostgreSQL that all tests of this run share. */
    postgresUrl: string;
  }
}

/** Before the first test: one embedded PostgreSQL with a migrated template database. The answer ends it, and leaves nothing behind. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'sora-test-'));
  // As root, PostgreSQL's account has to pass through it.
  await chmod(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), rootHome: join(folder, 'root'), durable: false, log: console.log });
  await makeTemplate(postgres.url);
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create database ${templateDatabase}`).finally(() => admin.end());
  await migrate(urlFor(adminUrl, templateDatabase), await readMigrations(migrationsFolder));
}
