import { readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import { createPool } from '../../packages/server/src/adapters/postgres/pool.ts';
import type { ChatContestant, ChatCounts, Saying } from './contestant.ts';
import { people } from './people.ts';

const connections = 16;

/** The peer: one call a message, on sixteen connections, prepared once. */
export async function naiveChats(url: string): Promise<ChatContestant> {
  const pool = createPool({ url, applicationName: 'sora bench naive', max: connections });
  await pool.query(await readFile(new URL('naive.sql', import.meta.url), 'utf8'));
  await pool.query('insert into naive_chat (chat) select * from unnest($1::text[])', [[people.hotChat, ...people.quietChats]]);
  await pool.query('vacuum analyze naive_chat');
  return {
    callers: connections,
    say: (saying) => say(pool, saying),
    count: () => count(pool),
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

async function say(pool: Pool, { chat, user, number, text }: Saying): Promise<number> {
  const { rows: [row] } = await pool.query<{ seq: string }>({ name: 'naive_say', text: 'select naive_say($1, $2, $3, $4) as seq', values: [chat, user, number, text] });
  return Number(row?.seq);
}

async function count(pool: Pool): Promise<ChatCounts> {
  const { rows: [counts] } = await pool.query<ChatCounts>(`
    select (select count(*)::int from naive_message) as messages, (
      select count(*)::int from naive_chat c left join (select chat, count(*) as messages, max(seq) as last from naive_message group by chat) m using (chat)
      where c.last_seq <> coalesce(m.messages, 0) or c.last_seq <> coalesce(m.last, 0)) as gaps, (
      select count(*)::int - count(distinct (author, number))::int from naive_message) as doubled`);
  if (counts === undefined) throw new Error('Nothing was counted.');
  return counts;
}
