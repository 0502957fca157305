import { chatLanes } from '../../packages/server/src/adapters/postgres/chats/chat-lanes.ts';
import { postgresChatStore } from '../../packages/server/src/adapters/postgres/chat-store.ts';
import type { PaidChatLedger } from '../../packages/server/src/adapters/postgres/chats/send-paid.ts';
import { createLanePool } from '../../packages/server/src/adapters/postgres/ledger/lane-pool.ts';
import { migrate } from '../../packages/server/src/adapters/postgres/migrate.ts';
import { migrationsFolder, readMigrations } from '../../packages/server/src/adapters/postgres/migration-files.ts';
import { createPool } from '../../packages/server/src/adapters/postgres/pool.ts';
import { sha256, systemClock, systemRandom, systemTimers } from '../../packages/server/src/compose/system.ts';
import type { Pool } from 'pg';
import type { ChatContestant, ChatCounts } from './contestant.ts';
import { ownerOf, people } from './people.ts';

const salt = '0123456789abcdef'.repeat(2);
/** Nobody pays here. */
const noLedger: PaidChatLedger = { submitWith: () => Promise.reject(new Error('There is no ledger here.')) };

/** SORA's chats, as the server sets them up. */
export async function ourChats(url: string): Promise<ChatContestant> {
  await migrate(url, await readMigrations(migrationsFolder));
  const pool = createPool({ url, applicationName: 'sora bench', max: 4 });
  const lanePool = createLanePool({ url, applicationName: 'sora bench lanes', max: chatLanes.limits.maxInFlight });
  const store = postgresChatStore({ pool, lanePool, clock: systemClock, timers: systemTimers, random: systemRandom, sha256, lanes: chatLanes, ledger: noLedger });
  await fill(pool);
  return {
    // Enough that in each lane the next batch always waits.
    callers: 2 * chatLanes.count * chatLanes.limits.maxBatch,
    async say({ chat, user, number, text }) {
      const outcome = await store.send({ tenant: 'main', chat, userId: user, install: 'phone', installSeq: number, kind: 'message', content: { text, salt } });
      if (outcome.kind !== 'written' && outcome.kind !== 'replayed') throw new Error(`A message was ${outcome.kind}.`);
      return outcome.entry.seq;
    },
    count: () => count(pool),
    async [Symbol.asyncDispose]() {
      await store.close();
      await Promise.all([pool.end(), lanePool.end()]);
    },
  };
}

async function fill(pool: Pool): Promise<void> {
  const { hotChat, users, quietChats } = people;
  await pool.query(`insert into chat (tenant, chat, kind) select 'main', chat, 'group' from unnest($1::text[]) as c (chat)`, [[hotChat, ...quietChats]]);
  await pool.query(`insert into chat_member (tenant, chat, user_id, role) select 'main', chat, who, 'member' from unnest($1::text[], $2::text[]) as m (chat, who)`,
    [[...users.map(() => hotChat), ...quietChats], [...users, ...quietChats.map((_, place) => ownerOf(place))]]);
  await pool.query('vacuum analyze chat, chat_member');
}

async function count(pool: Pool): Promise<ChatCounts> {
  const { rows: [counts] } = await pool.query<ChatCounts>(`
    select (select count(*)::int from entry) as messages, (
      select count(*)::int from chat c left join (select chat, count(*) as messages, max(seq) as last from entry group by chat) e using (chat)
      where c.last_seq <> coalesce(e.messages, 0) or c.last_seq <> coalesce(e.last, 0) or c.messages <> c.last_seq) as gaps, (
      select count(*)::int - count(distinct (user_id, install, install_seq))::int from entry) as doubled`);
  if (counts === undefined) throw new Error('Nothing was counted.');
  return counts;
}
