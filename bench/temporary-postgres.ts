import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../packages/server/src/adapters/postgres/embedded/start-embedded-postgres.ts';

/** Gives the work an embedded PostgreSQL of its own, durable like a real one, and removes it afterwards. */
export async function withTemporaryPostgres<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'sora-bench-'));
  // As root, PostgreSQL's account has to pass through it.
  await chmod(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), rootHome: join(folder, 'root'), log: () => undefined });
  try {
    return await work(postgres.url);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
