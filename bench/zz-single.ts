import { withTemporaryPostgres } from './temporary-postgres.ts';
import { oursLedger } from './ledger/ours.ts';
import { accountIds } from './ledger/contestant.ts';
import { uniformTraffic } from './ledger/traffic.ts';
import { createLanePool } from '../packages/server/src/adapters/postgres/ledger/lane-pool.ts';
import { lockAndReadQuery, stateOf } from '../packages/server/src/adapters/postgres/ledger/lock-and-read.ts';
import { writeTransfersQueries } from '../packages/server/src/adapters/postgres/ledger/write-transfers.ts';
import { decideBatch, needsOf } from '@sora/core';
import { sha256 } from '../packages/server/src/compose/system.ts';
const accounts = accountIds(10_000);
await withTemporaryPostgres(async (url) => {
  const ours = await oursLedger(url, accounts);
  const traffic = uniformTraffic(accounts);
  const pool = createLanePool({ url, applicationName: 'sora x', max: 1 });
  const c = await pool.connect();
  const med = (a: number[]) => a.toSorted((x, y) => x - y)[a.length >> 1]!.toFixed(3);
  const phases: Record<string, number[]> = {};
  const time = async <T>(name: string, f: () => Promise<T> | T): Promise<T> => { const a = performance.now(); const r = await f(); (phases[name] ??= []).push(performance.now() - a); return r; };
  await c.query('create table plain (id bigint generated always as identity primary key, text text)');
  for (let n = 0; n < 3000; n++) {
    const { key, payer, payee } = traffic();
    const groups = [{ tenant: 'main', operations: [{ kind: 'transfer', key, payer, payee, amountMinor: 1n }] }] as const;
    const lane = { tenant: 'main', lane: 0 };
    await time('insert', () => c.query({ name: 'i', text: 'insert into plain (text) values ($1)', values: ['a'] }));
    await time('empty prepared', () => c.query({ name: 'e', text: 'select 1', values: [] }));
    await time('begin', () => c.query('begin'));
    const { rows: [row] } = await time('lock+read', () => c.query(lockAndReadQuery(lane, needsOf(groups)))) as any;
    const state = stateOf(lane, row);
    const change = await time('decide', () => decideBatch(state, groups, sha256));
    const [w] = writeTransfersQueries(state, change);
    await time('write', () => c.query(w as any));
    await time('commit', () => c.query('commit'));
    const t2 = traffic();
    await time('whole payment', () => ours.pay(t2));
  }
  for (const [k, v] of Object.entries(phases)) console.log(k.padEnd(16), med(v.slice(500)));
  c.release(); await pool.end(); await ours[Symbol.asyncDispose]();
});
