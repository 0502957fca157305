import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Queue, QueueOptions } from './job-queue.ts';

/** The usual short way: a table, a loop that takes the oldest job with SKIP LOCKED, and a pause when there is none. */
export async function pollingQueue(pool: Pool, { workers, pauseMs, onJob }: QueueOptions & { readonly pauseMs: number }): Promise<Queue> {
  await pool.query('create table if not exists polled_job (id bigint generated always as identity primary key, payload jsonb not null)');
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const { rowCount } = await pool.query('delete from polled_job where id = (select id from polled_job order by id limit 1 for update skip locked)');
      if (rowCount === 1) onJob();
      else await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  let loops: Promise<unknown> = Promise.resolve();
  return {
    start: async () => { loops = Promise.all(Array.from({ length: workers }, loop)); },
    add: async (count) => { await pool.query(`insert into polled_job (payload) select '{}' from generate_series(1, $1)`, [count]); },
    stop: async () => {
      stopping.abort();
      await loops;
    },
  };
}
