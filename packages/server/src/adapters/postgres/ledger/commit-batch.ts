import { SoraError } from '@sora/core';
import { DatabaseError, type PoolClient, type QueryConfig } from 'pg';
import { mapDatabaseError } from '../database-error.ts';

/**
 * Sends the statements and ends the transaction. When it returns, they are kept.
 *
 * COMMIT goes out with the statement before it, which saves a round trip, only if that is all that this transaction writes: the server rolls
 * back what it refused, but a statement that failed on this side never reaches it, and COMMIT would keep the others.
 * @param earlier what the transaction writes besides, if it does
 * @throws {SoraError} `outcome-unknown` when the answer did not come; everything else it throws means that nothing was kept
 */
export async function commitBatch(client: PoolClient, statements: readonly QueryConfig[], earlier: Promise<unknown> | undefined): Promise<void> {
  const writing = statements.map((statement) => client.query(statement));
  if (earlier !== undefined || writing.length > 1) await allWritten(earlier === undefined ? writing : [earlier, ...writing]);
  const [commit, ...writes] = await Promise.allSettled([client.query('commit'), ...writing]);
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
