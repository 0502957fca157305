import { closedLoop, percentile } from './ledger/closed-loop.ts';
import { accountIds, type Contestant } from './ledger/contestant.ts';
import { diskRows, singleRowInsert } from './ledger/disk.ts';
import { httpRows } from './ledger/http.ts';
import { naiveLedger } from './ledger/naive.ts';
import { openLoop } from './ledger/open-loop.ts';
import { oursLedger } from './ledger/ours.ts';
import { hotTraffic, type Traffic, uniformTraffic, zipfTraffic } from './ledger/traffic.ts';
import { alternating } from './measure.ts';
import type { BenchRow } from './row.ts';
import type { Section } from './section.ts';
import { withTemporaryPostgres } from './temporary-postgres.ts';
import { createPool } from '../packages/server/src/adapters/postgres/pool.ts';
import { verifyRows } from './verify.ts';

const accounts = accountIds(10_000);
const rounds = 3;
const durationMs = 3_000;

/** Batches beside one transaction a payment, in turns on one PostgreSQL, with every index that a history needs. */
export const ledgerSections: readonly Section[] = [
  { name: 'hot', rows: () => comparisonRows('hot account', hotTraffic(accounts), 20) },
  { name: 'uniform', rows: () => comparisonRows('10,000 accounts, uniform', uniformTraffic(accounts), 8) },
  { name: 'zipf', rows: () => comparisonRows('10,000 accounts, payees by Zipf’s law', zipfTraffic(accounts), 8) },
  { name: 'open-loop', rows: openLoopRows },
  { name: 'single', rows: singleRows },
  { name: 'http', rows: httpRows },
  { name: 'verify', rows: verifyRows },
];

async function comparisonRows(name: string, traffic: Traffic, bar: number): Promise<BenchRow[]> {
  return await withTemporaryPostgres(async (url) => {
    await using ours = counted(await oursLedger(url, accounts));
    await using naive = counted(await naiveLedger(url, accounts));
    const pace = (contestant: Contestant) => async () => (await closedLoop(() => contestant.pay(traffic()), { callers: contestant.callers, durationMs })).perSecond;
    const perSecond = await alternating(rounds, pace(ours), pace(naive));
    await ours.checkAll();
    await naive.checkAll();
    const ratio = perSecond.ours / perSecond.peer;
    return [
      { name, value: perSecond.ours, unit: 'payments/s' },
      { name: `${name}, one transaction a payment`, value: perSecond.peer, unit: 'payments/s' },
      { name: `${name}, against one transaction a payment`, value: ratio, unit: 'x', bar, holds: ratio >= bar },
      ...(await diskRows(url)),
    ];
  });
}

async function openLoopRows(): Promise<BenchRow[]> {
  return await withTemporaryPostgres(async (url) => {
    await using ours = counted(await oursLedger(url, accounts));
    const traffic = hotTraffic(accounts);
    const perSecond = 10_000;
    await openLoop(() => ours.pay(traffic()), { perSecond: perSecond / 4, durationMs: 1_000 });
    const latenciesMs = await openLoop(() => ours.pay(traffic()), { perSecond, durationMs: 10_000 });
    await ours.checkAll();
    const p99 = percentile(latenciesMs, 0.99);
    return [
      { name: `hot account, ${perSecond.toLocaleString('en')}/s arriving, P50`, value: percentile(latenciesMs, 0.5), unit: 'ms' },
      { name: `hot account, ${perSecond.toLocaleString('en')}/s arriving, P99`, value: p99, unit: 'ms', bar: 50, holds: p99 <= 50 },
      ...(await diskRows(url)),
    ];
  });
}

async function singleRows(): Promise<BenchRow[]> {
  return await withTemporaryPostgres(async (url) => {
    await using ours = counted(await oursLedger(url, accounts));
    const pool = createPool({ url, applicationName: 'sora bench single', max: 1 });
    const traffic = uniformTraffic(accounts);
    const alone = (act: () => Promise<void>) => async () => percentile((await closedLoop(act, { callers: 1, durationMs })).latenciesMs, 0.5);
    const p50Ms = await alternating(rounds, alone(() => ours.pay(traffic())), alone(await singleRowInsert(pool)));
    await pool.end();
    await ours.checkAll();
    const ratio = p50Ms.ours / p50Ms.peer;
    return [
      { name: 'a single caller, P50', value: p50Ms.ours, unit: 'ms' },
      { name: 'a single-row INSERT by a single caller, P50', value: p50Ms.peer, unit: 'ms' },
      { name: 'a single caller against a single-row INSERT', value: ratio, unit: 'x its time', bar: 3, holds: ratio <= 3 },
      ...(await diskRows(url)),
    ];
  });
}

/** Counts what was paid; in the end the books must hold exactly that. */
function counted(contestant: Contestant): Contestant & { checkAll(): Promise<void> } {
  let paid = 0;
  return {
    ...contestant,
    async pay(payment) {
      await contestant.pay(payment);
      paid += 1;
    },
    checkAll: () => contestant.check(paid),
    [Symbol.asyncDispose]: () => contestant[Symbol.asyncDispose](),
  };
}
