import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { readApart } from './chat-logs.ts';

export interface ApartSeen {
  /** Snapshots that were looked at. */
  readonly looks: number;
  /** Different numbers of paid messages in them: that something happened in between. */
  readonly stages: number;
  /** What was seen apart in one snapshot. */
  readonly apart: readonly string[];
}

const pauseMs = 100;

/** Looks at messages and payments in one snapshot, again and again until it is told to stop; while the database is away it tries anew. */
export async function watchApart(databaseUrl: () => Promise<string>, stop: AbortSignal): Promise<ApartSeen> {
  const apart: string[] = [];
  const stages = new Set<string>();
  let looks = 0;
  while (!stop.aborted) {
    await withClient(databaseUrl, async (client) => {
      while (!stop.aborted) {
        apart.push(...await readApart(client));
        stages.add(await paidCount(client));
        looks += 1;
        await sleep(pauseMs);
      }
    }).catch(() => sleep(pauseMs));
  }
  return { looks, stages: stages.size, apart };
}

async function paidCount(client: Client): Promise<string> {
  return (await client.query<{ readonly count: string }>(`select count(*) as count from entry where payment_key is not null`)).rows[0]?.count ?? '0';
}

async function withClient(databaseUrl: () => Promise<string>, look: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: await databaseUrl() });
  // A database that is killed ends the connection while nobody asks it anything.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await look(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
