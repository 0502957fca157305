import type { Client } from 'pg';
import { postgresNodeRegistry } from '../../node-registry.ts';
import { BackupRefusedError } from '../backup-refused-error.ts';

/** Servers report every 5 s; one that was killed is taken for running so long. */
const aliveMs = 30_000;

/** @throws {BackupRefusedError} SORA_COPY_SOURCE_IN_USE: what servers write during the copy would stay behind */
export async function refuseWhileServed(client: Client): Promise<void> {
  const alive = await postgresNodeRegistry(client).active(aliveMs);
  if (alive.length === 0) return;
  throw new BackupRefusedError('SORA_COPY_SOURCE_IN_USE', {
    what: `${alive.length === 1 ? 'A SORA server runs' : `${alive.length} SORA servers run`} on the database that would be copied; what they write meanwhile would stay behind.`,
    remedy: `Nothing was copied. Stop them (Ctrl-C) and try again; after a crash wait ${aliveMs / 1000} s first.`,
  });
}
