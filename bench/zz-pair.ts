import { withTemporaryPostgres } from './temporary-postgres.ts';
import { oursLedger } from './ledger/ours.ts';
import { accountIds } from './ledger/contestant.ts';
import { uniformTraffic } from './ledger/traffic.ts';
import { createLanePool } from '../packages/server/src/adapters/postgres/ledger/lane-pool.ts';
import { applyBatch } from '../packages/server/src/adapters/postgres/ledger/apply-batch.ts';
import { noCompanion } from '../packages/server/src/adapters/postgres/ledger/companion.ts';
import { lockAndReadQuery, stateOf } from '../packages/server/src/adapters/postgres/ledger/lock-and-read.ts';
import { writeTransfersQueries } from '../packages/server/src/adapters/postgres/ledger/write-transfers.ts';
import { decideBatch, needsOf } from '@sora/core';
import { sha256 } from '../packages/server/src/compose/system.ts';
const accounts = accountIds(10_000);
await withTemporaryPostgres(async (url) => {
  const ours = await oursLedger(url, accounts);
  const traffic = uniformTraffic(accounts);
  const pool = createLanePool({ url, applicationName: 'sora x', max: 1 });
  const med = (a: number[]) => a.toSorted((x, y) => x - y)[a.length >> 1]!.toFixed(3);
  const phases: Record<string, number[]> = {};
  const time = async <T>(name: string, f: () => Promise<T> | T): Promise<T> => { const a = performance.now(); const r = await f(); (phases[name] ??= []).push(performance.now() - a); return r; };
  const c0 = await pool.connect(); await c0.query('create table plain (id bigint generated always as identity primary key, text text)'); c0.release();
  const g = () => { const { key, payer, payee } = traffic(); return [{ tenant: 'main', operations: [{ kind: 'transfer', key, payer, payee, amountMinor: 1n }] }] as const; };
  const lane = { tenant: 'main', lane: 0 };
  const loop = async (n: number, f: () => Promise<void>) => { for (let i = 0; i < n; i++) await f(); };
  for (let round = 0; round < 6; round++) {
    const c = await pool.connect();
    await loop(400, async () => { await time('insert', () => c.query({ name: 'i', text: 'insert into plain (text) values ($1)', values: ['a'] })); });
    await loop(400, async () => {
      const groups = g();
      const [, { rows: [row] }] = await time('begin+lock', () => Promise.all([c.query('begin'), c.query(lockAndReadQuery(lane, needsOf(groups)))])) as any;
      const state = stateOf(lane, row); const change = decideBatch(state, groups, sha256);
      const [w] = writeTransfersQueries(state, change);
      await time('write+commit', () => Promise.all([c.query(w as any), c.query('commit')]));
    });
    c.release();
    await loop(400, async () => { const groups = g(); await time('applyBatch', () => applyBatch({ lanePool: pool, companion: noCompanion, sha256 } as any, lane, groups.map((group) => ({ group })))); });
    await loop(400, async () => { const t = traffic(); await time('submit', () => ours.pay(t)); });
  }
  for (const [k, v] of Object.entries(phases)) console.log(k.padEnd(16), med(v.slice(400)));
  await pool.end(); await ours[Symbol.asyncDispose]();
});
