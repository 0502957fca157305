import { setTimeout as sleep } from 'node:timers/promises';
import { runsAsRoot } from '../packages/server/src/adapters/postgres/embedded/account.ts';
import type { BenchRow } from './row.ts';
import type { Section } from './section.ts';
import { type Account, freshClone, type FreshClone } from './start/fresh-clone.ts';
import { nobody } from './start/nobody.ts';
import { npmStart } from './start/npm-start.ts';
import { npmTest } from './start/npm-test.ts';

/** What the README promises of its two commands: the first page, that Ctrl-C leaves nothing behind, and the tests. As root, `npm start` also once as an ordinary user. */
export const startSections: readonly Section[] = [
  { name: 'self', rows: () => startRows(runsAsRoot() ? 'root' : 'an ordinary user') },
  { name: 'test', rows: testRows },
  ...(runsAsRoot() ? [{ name: 'nobody', rows: () => startRows('an ordinary user', nobody()) }] : []),
];

const aimSeconds = 5;

async function startRows(who: string, account?: Account): Promise<readonly BenchRow[]> {
  await using clone = await freshClone(account);
  const fresh = await startAndStop(clone);
  const installed = await startAndStop(clone);
  const secondsToPage = installed.toPageMs / 1000;
  const left = fresh.left + installed.left;
  return [
    { name: `npm start as ${who}, fresh clone in an empty home: to the first page`, value: fresh.toPageMs / 1000, unit: 's' },
    { name: `npm start as ${who}, installed: to the first page`, value: secondsToPage, unit: 's', bar: aimSeconds, holds: secondsToPage <= aimSeconds },
    { name: `Ctrl-C as ${who}: until nothing of it runs`, value: installed.toEndMs / 1000, unit: 's' },
    { name: `processes that two runs as ${who} left behind`, value: left, unit: 'processes', bar: 0, holds: left === 0 },
  ];
}

async function testRows(): Promise<readonly BenchRow[]> {
  await using clone = await freshClone();
  const { tookMs } = await npmTest(clone);
  return [{ name: 'npm test, fresh clone in an empty home: installing and every test', value: tookMs / 1000, unit: 's' }];
}

interface Run {
  readonly toPageMs: number;
  readonly toEndMs: number;
  readonly left: number;
}

async function startAndStop(clone: FreshClone): Promise<Run> {
  const { toPageMs, stop } = await npmStart(clone);
  const interruptedMs = performance.now();
  await stop();
  const left = await lastOnes(clone);
  for (const process of left) console.error(`left behind: ${process}`);
  return { toPageMs, toEndMs: performance.now() - interruptedMs, left: left.length };
}

/** npm itself ends first, its children a moment later: what is there after ten seconds was left behind. */
async function lastOnes(clone: FreshClone): Promise<readonly string[]> {
  const untilMs = performance.now() + 10_000;
  for (;;) {
    const left = await clone.processes();
    if (left.length === 0 || performance.now() > untilMs) return left;
    await sleep(10);
  }
}
