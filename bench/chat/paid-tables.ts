import { readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import { createPool } from '../../packages/server/src/adapters/postgres/pool.ts';
import { fund, issuer } from '../fund.ts';
import { creator, fans, openingMinor, room } from './paid-traffic.ts';

/** The room, its members, its price, and money for all of them. */
export async function fillOurs(url: string): Promise<void> {
  await using pool = disposable(url);
  await pool.query(`insert into chat (tenant, chat, kind) values ('main', $1, 'room')`, [room]);
  await pool.query(`insert into chat_member (tenant, chat, user_id, role) select 'main', $1, who, case who when $2 then 'owner' else 'member' end from unnest($3::text[]) as m (who)`, [room, creator, [creator, ...fans]]);
  await pool.query(`insert into price (tenant, scope, subject, action, unit, amount, fee) values ('main', 'chat', $1, 'message', 'USD', 1, 0)`, [room]);
  await pool.query('vacuum analyze chat, chat_member');
  await fund(url, [creator, ...fans].map((who) => `user:USD:${who}`), openingMinor);
}

export async function fillNaive(url: string): Promise<void> {
  await using pool = disposable(url);
  for (const file of ['naive.sql', 'naive-paid.sql']) await pool.query(await readFile(new URL(file, import.meta.url), 'utf8'));
  await pool.query('insert into naive_chat (chat) values ($1)', [room]);
  await pool.query('insert into naive_account (account, balance) select who, $2 from unnest($1::text[]) as a (who)', [[creator, ...fans], openingMinor]);
  await pool.query('vacuum analyze naive_chat, naive_account');
}

const countSql = {
  ours: `select (select count(*)::int from entry) as messages, (select count(*)::int from transfer where payer <> '${issuer}') as payments, (select last_seq::int from chat) as last_seq`,
  naive: `select (select count(*)::int from naive_message) as messages, (select count(*)::int from naive_transfer) as payments, (select last_seq::int from naive_chat) as last_seq`,
};

interface Counts {
  readonly messages: number;
  readonly payments: number;
  readonly last_seq: number;
}

/** @throws {Error} unless there are as many payments as messages, without a gap, and at least what was acknowledged: what was under way when a round ended is there without an answer */
export async function requireWritten(url: string, acknowledged: Partial<Record<keyof typeof countSql, number>>): Promise<void> {
  await using pool = disposable(url);
  for (const [who, least] of Object.entries(acknowledged) as [keyof typeof countSql, number][]) {
    const { rows: [counts] } = await pool.query<Counts>(countSql[who]);
    if (counts === undefined || counts.messages < least || counts.payments !== counts.messages || counts.last_seq !== counts.messages) throw new Error(`${who}: ${least} were acknowledged, and there are ${JSON.stringify(counts)}.`);
  }
}

function disposable(url: string): Pool & AsyncDisposable {
  const pool = createPool({ url, applicationName: 'sora bench', max: 1 });
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.end() });
}
