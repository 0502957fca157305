import type { Pool, PoolClient } from 'pg';
import { mapDatabaseError } from '../database-error.ts';

/**
 * Gives a batch a connection of the lane pool; the batch begins and commits by itself. What it throws is rolled back, and a connection that
 * cannot even do that is not used again.
 * @throws what `classifyBatchError` understands
 */
export async function onLaneConnection<Result>(lanePool: Pick<Pool, 'connect'>, batch: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await lanePool.connect().catch((error: unknown) => { throw mapDatabaseError(error); });
  let isSound = false;
  try {
    const result = await batch(client);
    isSound = true;
    return result;
  } catch (error) {
    isSound = await client.query('rollback').then(() => true, () => false);
    throw mapDatabaseError(error);
  } finally {
    client.release(!isSound);
  }
}
