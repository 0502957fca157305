import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@sora/core';
import { readBooks } from '../probes/books.ts';
import { within } from '../probes/within.ts';
import type { Checks } from '../checks.ts';
import { checkBooks } from './check-books.ts';
import { accountOf, fundUsers } from './fund.ts';
import { createPaymentHistory, type PaymentHistory } from './payment-history.ts';
import { runPayers } from './payers.ts';
import { startTwoServers, type TwoServers } from './two-servers.ts';

export interface KillOptions {
  readonly random: Random;
  readonly databaseKills: number;
  readonly serverKills: number;
  /** Share of the second server's commits whose answer is lost. */
  readonly cutRatio: number;
  readonly concurrency: number;
  readonly tell: (sentence: string) => void;
}

/** Counts for the evidence. */
export interface KillCounts {
  readonly databaseKills: number;
  readonly serverKills: number;
  readonly commitsCut: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly repeats: number;
  /** Faults that met payments under way. */
  readonly faultsThatHit: number;
  /** Longest time without an acknowledgement from either server. */
  readonly longestSilenceMs: number;
  /** From each kill until what was killed serves again: the longest. */
  readonly longestAwayMs: number;
}

/** Counts acknowledgements, and the time between them. */
interface Pulse {
  readonly count: number;
  beat(): void;
  /** Since it was asked before, the time until now included. */
  longestGapMs(): number;
}

function createPulse(): Pulse {
  const state = { count: 0, lastAtMs: performance.now(), longestMs: 0 };
  const note = () => {
    const nowMs = performance.now();
    state.longestMs = Math.max(state.longestMs, nowMs - state.lastAtMs);
    return nowMs;
  };
  return {
    get count() { return state.count; },
    beat() {
      state.lastAtMs = note();
      state.count += 1;
    },
    longestGapMs() {
      note();
      const { longestMs } = state;
      state.longestMs = 0;
      return longestMs;
    },
  };
}

type Fault = 'database' | 'server';

/** Generous: the figure itself goes to the evidence. */
const silenceDeadlineMs = 60_000;

/** Kills PostgreSQL and servers at random moments under load, while answers of commits are lost, and compares what payers know with the books. */
export async function proveKills(checks: Checks, options: KillOptions): Promise<KillCounts> {
  await using system = await startTwoServers(() => options.random.next());
  const [api] = system.apis();
  if (api === undefined) throw new Error('No server runs.');
  const users = await fundUsers(api, { count: 40, amountMinor: 1_000_000n });
  const history = createPaymentHistory();
  const stop = new AbortController();
  const answers = createPulse();
  system.proxy.cutRatio = options.cutRatio;
  const payers = runPayers({ apis: system.apis, history, random: options.random, users, creator: 'user-0', concurrency: options.concurrency, stop: stop.signal, onAnswer: answers.beat });
  const faults = await inflict({ system, history, answers, options });
  stop.abort();
  await payers;
  const books = await readBooks(await system.folder.databaseUrl());
  checkBooks(checks, 'kills', { history, books, accountOf });
  checkFaults(checks, { faults, cuts: system.proxy.cuts, history });
  return {
    databaseKills: faults.filter(({ fault }) => fault === 'database').length, serverKills: faults.filter(({ fault }) => fault === 'server').length, commitsCut: system.proxy.cuts,
    acknowledged: history.booked, refused: history.refused, repeats: history.repeats, faultsThatHit: faults.filter(({ hit }) => hit > 0).length, longestSilenceMs: Math.max(...faults.map(({ silenceMs }) => silenceMs)), longestAwayMs: Math.max(...faults.map(({ backMs }) => backMs)),
  };
}

interface InflictedFault {
  readonly fault: Fault;
  /** Payments under way when it struck. */
  readonly hit: number;
  /** Longest time without an acknowledgement, from the fault before it until payments flow again. */
  readonly silenceMs: number;
  /** Until what was killed serves again. */
  readonly backMs: number;
  /** If every server process outlived it: asked of database kills. */
  readonly survived: boolean;
}

interface Inflict {
  readonly system: TwoServers;
  readonly history: PaymentHistory;
  readonly answers: Pulse;
  readonly options: KillOptions;
}

async function inflict({ system, history, answers, options }: Inflict): Promise<readonly InflictedFault[]> {
  const { random, tell } = options;
  const inflicted: InflictedFault[] = [];
  for (const fault of shuffled(options)) {
    await sleep(500 + 2_000 * random.next());
    const [hit, pids, startedAtMs] = [history.unanswered, system.servers().map(({ pid }) => pid), performance.now()];
    const back = fault === 'database' ? killDatabase(system) : system.restart(random.next() < 0.5 ? 0 : 1);
    await back;
    const backMs = Math.round(performance.now() - startedAtMs);
    const before = answers.count;
    await within(silenceDeadlineMs, async () => answers.count, (count) => count >= before + options.concurrency);
    const silenceMs = Math.round(answers.longestGapMs());
    const survived = system.servers().every((server, index) => server.alive() && server.pid === pids[index]);
    inflicted.push({ fault, hit, silenceMs, backMs, survived });
    tell(`${inflicted.length}: killed ${fault === 'database' ? 'PostgreSQL' : 'a server'} with ${hit} payments under way, back after ${backMs} ms, longest time without an acknowledgement ${silenceMs} ms, ${history.booked} booked`);
  }
  return inflicted;
}

async function killDatabase({ folder }: TwoServers): Promise<void> {
  const pid = await within(silenceDeadlineMs, () => folder.postmasterPid(), (found) => found !== undefined);
  if (pid === undefined) throw new Error('PostgreSQL did not come back.');
  process.kill(pid, 'SIGKILL');
  await within(silenceDeadlineMs, () => folder.postmasterPid(), (found) => found !== undefined && found !== pid);
}

function shuffled({ databaseKills, serverKills, random }: KillOptions): readonly Fault[] {
  const faults: Fault[] = [...Array.from({ length: databaseKills }, () => 'database' as const), ...Array.from({ length: serverKills }, () => 'server' as const)];
  return faults.map((fault) => ({ fault, at: random.next() })).toSorted((a, b) => a.at - b.at).map(({ fault }) => fault);
}

function checkFaults(checks: Checks, { faults, cuts, history }: { readonly faults: readonly InflictedFault[]; readonly cuts: number; readonly history: PaymentHistory }): void {
  checks.equal('kills: every fault met payments that were under way', faults.filter(({ hit }) => hit === 0).length, 0);
  checks.equal('kills: payments were acknowledged after every fault', faults.filter(({ silenceMs }) => silenceMs >= silenceDeadlineMs).length, 0);
  checks.equal('kills: the server processes outlived every death of the database', faults.filter(({ fault, survived }) => fault === 'database' && !survived).length, 0);
  checks.holds('kills: answers of commits were lost, and payments repeated', cuts > 0 && history.repeats > 0, { cuts, repeats: history.repeats });
}
