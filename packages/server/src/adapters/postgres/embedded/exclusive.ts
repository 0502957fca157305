import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { StartRefusedError } from '../../start-refused-error.ts';

const retryMs = 25;

/**
 * Runs the work while nobody else does so with the same lock file, in this process or another.
 * SQLite is used for its lock alone: the kernel gives it back however its holder dies, so that there is no stale lock to reason about.
 * @throws {StartRefusedError} SORA_START_BUSY when another holds it for longer than `waitMs`
 */
export async function exclusively<Result>(lockFile: string, waitMs: number, work: () => Promise<Result>): Promise<Result> {
  const lock = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    await acquire(lock, lockFile, Date.now() + waitMs);
    return await work();
  } finally {
    lock.close();
  }
}

async function acquire(lock: DatabaseSync, lockFile: string, untilMs: number): Promise<void> {
  while (!tryLock(lock)) {
    if (Date.now() >= untilMs) {
      throw new StartRefusedError('SORA_START_BUSY', {
        what: `Another SORA is starting or stopping PostgreSQL, and has held ${lockFile} for too long.`,
        remedy: 'Look what it is doing, and stop it if it hangs; the lock goes with its process.',
      });
    }
    await sleep(retryMs);
  }
}

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('begin exclusive');
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('locked')) return false;
    throw error;
  }
}
