import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@sora/core';
import type { Checks } from '../checks.ts';
import { within } from '../probes/within.ts';
import type { Pulse } from '../pulse.ts';
import type { TwoServers } from '../two-servers.ts';

export interface KillPlan {
  readonly random: Random;
  readonly databaseKills: number;
  readonly serverKills: number;
  readonly tell: (sentence: string) => void;
}

/** What the faults are to meet. */
export interface Load {
  /** What it is made of, such as `payments`. */
  readonly about: string;
  /** Operations that were sent and not answered yet. */
  readonly underWay: () => number;
  /** Beats with every acknowledgement. */
  readonly answers: Pulse;
  /** So many acknowledgements after a fault mean that work flows again. */
  readonly concurrency: number;
}

type Fault = 'database' | 'server';

export interface InflictedFault {
  readonly fault: Fault;
  /** Operations under way when it struck. */
  readonly hit: number;
  /** Acknowledgements from the blow until what was killed was back. */
  readonly meanwhile: number;
  /** Longest time without an acknowledgement, from the fault before it until work flows again. */
  readonly silenceMs: number;
  /** Until what was killed serves again. */
  readonly backMs: number;
  /** If every server process outlived it: asked of database kills. */
  readonly survived: boolean;
}

/** Counts for the evidence. */
export interface KillFigures {
  readonly databaseKills: number;
  readonly serverKills: number;
  /** Faults that met operations under way. */
  readonly faultsThatHit: number;
  /** Longest time without an acknowledgement from either server. */
  readonly longestSilenceMs: number;
  /** From each kill until what was killed serves again: the longest. */
  readonly longestAwayMs: number;
}

/** Generous: the figure itself goes to the evidence. */
const silenceDeadlineMs = 60_000;

/** Kills PostgreSQL and servers at random moments, in random order, and waits each time until work flows again. */
export async function inflictKills(system: TwoServers, load: Load, plan: KillPlan): Promise<readonly InflictedFault[]> {
  const inflicted: InflictedFault[] = [];
  for (const fault of shuffled(plan)) {
    await sleep(500 + 2_000 * plan.random.next());
    const struck = await strike(fault, system, { load, random: plan.random });
    inflicted.push(struck);
    const { hit, backMs, silenceMs } = struck;
    plan.tell(`${inflicted.length}: killed ${fault === 'database' ? 'PostgreSQL' : 'a server'} with ${hit} ${load.about} under way, back after ${backMs} ms, longest time without an acknowledgement ${silenceMs} ms, ${load.answers.count} acknowledged`);
  }
  return inflicted;
}

async function strike(fault: Fault, system: TwoServers, { load: { underWay, answers, concurrency }, random }: { readonly load: Load; readonly random: Random }): Promise<InflictedFault> {
  const [hit, pids, startedAtMs, before] = [underWay(), system.servers().map(({ pid }) => pid), performance.now(), answers.count];
  if (fault === 'database') await killDatabase(system);
  else await system.restart(random.next() < 0.5 ? 0 : 1);
  const backMs = Math.round(performance.now() - startedAtMs);
  const atBack = answers.count;
  await within(silenceDeadlineMs, async () => answers.count, (count) => count >= atBack + concurrency);
  const silenceMs = Math.round(answers.longestGapMs());
  const survived = system.servers().every((server, index) => server.alive() && server.pid === pids[index]);
  return { fault, hit, meanwhile: atBack - before, silenceMs, backMs, survived };
}

async function killDatabase({ folder }: TwoServers): Promise<void> {
  const pid = await within(silenceDeadlineMs, () => folder.postmasterPid(), (found) => found !== undefined);
  if (pid === undefined) throw new Error('PostgreSQL did not come back.');
  process.kill(pid, 'SIGKILL');
  await within(silenceDeadlineMs, () => folder.postmasterPid(), (found) => found !== undefined && found !== pid);
}

function shuffled({ databaseKills, serverKills, random }: KillPlan): readonly Fault[] {
  const faults: Fault[] = [...Array.from({ length: databaseKills }, () => 'database' as const), ...Array.from({ length: serverKills }, () => 'server' as const)];
  return faults.map((fault) => ({ fault, at: random.next() })).toSorted((a, b) => a.at - b.at).map(({ fault }) => fault);
}

/** @param name of the campaign */
export function checkKills(checks: Checks, { name, about }: { readonly name: string; readonly about: string }, faults: readonly InflictedFault[]): void {
  checks.equal(`${name}: every fault met ${about} that were under way`, faults.filter(({ hit }) => hit === 0).length, 0);
  checks.equal(`${name}: ${about} were acknowledged after every fault`, faults.filter(({ silenceMs }) => silenceMs >= silenceDeadlineMs).length, 0);
  checks.equal(`${name}: while a server was away, the other one acknowledged ${about}`, faults.filter(({ fault, meanwhile }) => fault === 'server' && meanwhile === 0).length, 0);
  checks.equal(`${name}: the server processes outlived every death of the database`, faults.filter(({ fault, survived }) => fault === 'database' && !survived).length, 0);
}

export function killFigures(faults: readonly InflictedFault[]): KillFigures {
  return {
    databaseKills: faults.filter(({ fault }) => fault === 'database').length,
    serverKills: faults.filter(({ fault }) => fault === 'server').length,
    faultsThatHit: faults.filter(({ hit }) => hit > 0).length,
    longestSilenceMs: Math.max(...faults.map(({ silenceMs }) => silenceMs)),
    longestAwayMs: Math.max(...faults.map(({ backMs }) => backMs)),
  };
}
