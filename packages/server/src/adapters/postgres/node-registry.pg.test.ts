import { nodeRegistryContract } from '@sora/core/testing';
import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresNodeRegistry } from './node-registry.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
afterAll(() => database.close());

nodeRegistryContract(async () => {
  await database.pool.query('truncate node');
  return {
    registry: postgresNodeRegistry(database.pool),
    passTime: async (ms) => { await database.pool.query(`update node set heartbeat_at = heartbeat_at - $1 * interval '1 ms'`, [ms]); },
  };
});
