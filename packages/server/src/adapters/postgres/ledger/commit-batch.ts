import { SoraError } from '@sora/core';
import { DatabaseError, type PoolClient } from 'pg';
import { mapDatabaseError } from '../database-error.ts';
import { inOnePacket } from './in-one-packet.ts';

/**
 * Sends the statements and ends the transaction. When it returns, they are kept.
 *
 * COMMIT goes out with the statement before it, which saves a round trip, only if that is all that this transaction writes: the server rolls
 * back what it refused, but a statement that failed on this side never reaches it, and COMMIT would keep the others.
 * @param send sends them in their order; what it throws, it throws before it has sent anything
 * @throws {SoraError} `outcome-unknown` when the answer did not come; everything else it throws means that nothing was kept
 */
export async function commitBatch(client: PoolClient, send: () => readonly Promise<unknown>[], { isOneStatement }: { readonly isOneStatement: boolean }): Promise<void> {
  const { writing, committing } = inOnePacket(client, () => ({ writing: send(), committing: isOneStatement ? client.query('commit') : undefined }));
  if (committing === undefined) await allWritten(writing);
  const [commit, ...writes] = await Promise.allSettled([committing ?? client.query('commit'), ...writing]);
  const refused = writes.find((write) => write.status === 'rejected');
  if (commit?.status === 'fulfilled' && commit.value.command === 'COMMIT' && refused === undefined) return;
  throw failureOf(refused?.reason, commit?.status === 'rejected' ? commit.reason : undefined);
}

/** Throws what went wrong first: every statement after it is only told that its transaction has failed. */
async function allWritten(inOrder: readonly Promise<unknown>[]): Promise<void> {
  const refused = (await Promise.allSettled(inOrder)).find((write) => write.status === 'rejected');
  if (refused !== undefined) throw refused.reason;
}

/**
 * - The server refused a statement: it answers the COMMIT behind it with a rollback.
 * - It refused COMMIT with an ERROR: rolled back. With FATAL (a shutdown, a standby that does not answer) it may have been kept.
 * - Anything else is a lost connection.
 */
function failureOf(refused: unknown, commit: unknown): unknown {
  if (refused instanceof DatabaseError) return mapDatabaseError(refused);
  if (commit instanceof DatabaseError && commit.severity === 'ERROR') return mapDatabaseError(commit);
  return new SoraError('outcome-unknown', { detail: 'The connection was lost while the ledger was being written.', cause: commit ?? refused });
}
