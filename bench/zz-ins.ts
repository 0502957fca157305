import { readFileSync } from 'node:fs';
import { withTemporaryPostgres } from './temporary-postgres.ts';
import { oursLedger } from './ledger/ours.ts';
import { accountIds } from './ledger/contestant.ts';
import { uniformTraffic } from './ledger/traffic.ts';
import { createLanePool } from '../packages/server/src/adapters/postgres/ledger/lane-pool.ts';
import { lockAndReadQuery, stateOf } from '../packages/server/src/adapters/postgres/ledger/lock-and-read.ts';
import { writeTransfersQueries, writeTransfersSql } from '../packages/server/src/adapters/postgres/ledger/write-transfers.ts';
import { decideBatch, needsOf } from '@sora/core';
import { sha256 } from '../packages/server/src/compose/system.ts';
const accounts = accountIds(10_000);
await withTemporaryPostgres(async (url) => {
  const ours = await oursLedger(url, accounts);
  for (let i = 0; i < 200; i++) await ours.pay(uniformTraffic(accounts)());
  const traffic = uniformTraffic(accounts);
  const pool = createLanePool({ url, applicationName: 'sora x', max: 1 });
  const c = await pool.connect();
  const { rows: [{ pid }] } = await c.query('select pg_backend_pid() as pid') as any;
  const pg = () => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  const med = (a: number[]) => a.toSorted((x, y) => x - y)[a.length >> 1]!.toFixed(3);
  const insertPart = writeTransfersSql.slice(writeTransfersSql.indexOf('insert into'), writeTransfersSql.indexOf('  ), moved'));
  const renumber = (sql: string, values: unknown[]) => { const used: unknown[] = []; const map = new Map<string, number>(); const text = sql.replace(/\$(\d+)/g, (_, n) => { if (!map.has(n)) { map.set(n, map.size + 1); used.push(values[Number(n) - 1]); } return `$${map.get(n)}`; }); return { text, values: used }; };
  await c.query(`create type transfer_row as (payer text, key text, kind text, payee text, unit text, amount bigint, hold_key text, expires_at timestamptz, linked_key text, payer_posting bigint, payer_balance bigint, payer_held bigint, payee_posting bigint, payee_balance bigint, payee_held bigint, memo text, memo_salt text, memo_digest bytea, fingerprint bytea, seq bigint, seal bytea)`);
  const cols = 'payer, key, kind, payee, unit, amount, hold_key, expires_at, linked_key, payer_posting, payer_balance, payer_held, payee_posting, payee_balance, payee_held, memo, memo_salt, memo_digest, fingerprint, seq, seal';
  for (const N of [1, 500]) {
    const phases: Record<string, number[]> = {};
    const time = async <T>(name: string, f: () => Promise<T> | T): Promise<T> => { const a = performance.now(), p = pg(); const r = await f(); (phases[name] ??= []).push(performance.now() - a); (phases[name + ' PGCPU'] ??= []).push(pg() - p); return r; };
    for (let n = 0; n < (N === 1 ? 2000 : 60); n++) {
      const groups = Array.from({ length: N }, () => { const { key, payer, payee } = traffic(); return { tenant: 'main', operations: [{ kind: 'transfer', key, payer, payee, amountMinor: 1n }] } as const; });
      const lane = { tenant: 'main', lane: 0 };
      await c.query('begin');
      const { rows: [row] } = await c.query(lockAndReadQuery(lane, needsOf(groups))) as any;
      const state = stateOf(lane, row);
      const change = decideBatch(state, groups, sha256);
      const [w] = writeTransfersQueries(state, change) as any;
      await c.query('savepoint a');
      const ins = renumber(insertPart, w.values);
      await time('unnest', () => c.query({ name: 'ins', ...ins }));
      await c.query('rollback to a');
      await time('json', () => c.query({ name: 'js', text: `insert into transfer (tenant, lane, at, ${cols}) select $1, $2, to_timestamp($3::float8/1000), payer, key, kind, payee, unit, amount, hold_key, expires_at, linked_key, payer_posting, payer_balance, payer_held, payee_posting, payee_balance, payee_held, memo, memo_salt, memo_digest, decode(fingerprint, 'hex'), seq, decode(seal, 'hex') from json_to_recordset($4::json) as t (payer text, key text, kind text, payee text, unit text, amount bigint, hold_key text, expires_at timestamptz, linked_key text, payer_posting bigint, payer_balance bigint, payer_held bigint, payee_posting bigint, payee_balance bigint, payee_held bigint, memo text, memo_salt text, memo_digest bytea, fingerprint text, seq bigint, seal text)`,
        values: ['main', 0, change.transfers[0]!.atMs, JSON.stringify(change.transfers.map((t) => ({ payer: t.payer, key: t.key, kind: t.kind, payee: t.payee, unit: t.unit, amount: `${t.amountMinor}`, payer_posting: t.payerLeg.posting, payer_balance: `${t.payerLeg.balanceMinor}`, payer_held: `${t.payerLeg.heldMinor}`, payee_posting: t.payeeLeg!.posting, payee_balance: `${t.payeeLeg!.balanceMinor}`, payee_held: `${t.payeeLeg!.heldMinor}`, fingerprint: t.fingerprint, seq: t.seq, seal: t.seal })))] }));
      await c.query('rollback to a');
      await time('composite', () => c.query({ name: 'co', text: `insert into transfer (tenant, lane, at, ${cols}) select $1, $2, to_timestamp($3::float8/1000), ${cols} from unnest($4::transfer_row[])`,
        values: ['main', 0, change.transfers[0]!.atMs, `{${change.transfers.map((t) => `"(${t.payer},${t.key},${t.kind},${t.payee},${t.unit},${t.amountMinor},,,,${t.payerLeg.posting},${t.payerLeg.balanceMinor},${t.payerLeg.heldMinor},${t.payeeLeg!.posting},${t.payeeLeg!.balanceMinor},${t.payeeLeg!.heldMinor},,,,\\\\\\\\x${t.fingerprint},${t.seq},\\\\\\\\x${t.seal})"`).join(',')}}`] }));
      await c.query('rollback');
    }
    for (const [k, v] of Object.entries(phases)) console.log(N, k.padEnd(16), med(v.slice(10)));
  }
  c.release(); await pool.end(); await ours[Symbol.asyncDispose]();
});
