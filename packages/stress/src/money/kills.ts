import { checkKills, inflictKills, type KillFigures, killFigures, type KillPlan } from '../faults/kills.ts';
import { readBooks } from '../probes/books.ts';
import { createPulse } from '../pulse.ts';
import type { Checks } from '../checks.ts';
import { checkBooks } from './check-books.ts';
import { accountOf, fundUsers, isShort } from './fund.ts';
import { createPaymentHistory } from './payment-history.ts';
import { type PayersOptions, runPayers } from './payers.ts';
import { startTwoBanks, type TwoBanks } from './two-banks.ts';

export interface KillOptions extends KillPlan {
  /** Share of the second server's commits whose answer is lost. */
  readonly cutRatio: number;
  readonly concurrency: number;
}

/** Counts for the evidence. */
export interface KillCounts extends KillFigures {
  readonly commitsCut: number;
  /** Those of them that no COMMIT announced: the one statement of a batch that was decided on memory. */
  readonly statementsCut: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly repeats: number;
}

/** Kills PostgreSQL and servers at random moments under load, while answers of commits are lost, and compares what payers know with the books. */
export async function proveKills(checks: Checks, options: KillOptions): Promise<KillCounts> {
  await using banks = await startTwoBanks(() => options.random.next());
  const counts = await payThroughKills(checks, banks, { ...options, name: 'kills', apis: banks.apis, users: await fund(banks) });
  checks.holds('kills: answers of commits were lost, and payments repeated', counts.commitsCut > 0 && counts.repeats > 0, { cuts: counts.commitsCut, repeats: counts.repeats });
  return counts;
}

/** The same of one server that nobody books beside and whose users are not short of money: it decides on memory, one statement a batch, and loses answers of those. */
export async function proveKillsOfOne(checks: Checks, options: Omit<KillOptions, 'serverKills'>): Promise<KillCounts> {
  await using banks = await startTwoBanks(() => options.random.next());
  const users = (await fund(banks)).filter((user) => !isShort(user));
  const counts = await payThroughKills(checks, banks, { ...options, serverKills: 0, name: 'one server', apis: () => banks.apis().slice(1), users, doubtShare: 0.02 });
  checks.holds('one server: answers of statements that are their own transaction were lost', counts.statementsCut > 0 && counts.repeats > 0, { cuts: counts.statementsCut, repeats: counts.repeats });
  return counts;
}

async function fund({ apis }: TwoBanks): Promise<readonly string[]> {
  const [api] = apis();
  if (api === undefined) throw new Error('No server runs.');
  return fundUsers(api, { count: 40, amountMinor: 1_000_000n });
}

interface Campaign extends KillOptions, Pick<PayersOptions, 'apis' | 'users' | 'doubtShare'> {
  readonly name: string;
}

async function payThroughKills(checks: Checks, { system }: TwoBanks, campaign: Campaign): Promise<KillCounts> {
  const { name, concurrency } = campaign;
  const history = createPaymentHistory();
  const stop = new AbortController();
  const answers = createPulse();
  system.proxy.cutRatio = campaign.cutRatio;
  const payers = runPayers({ ...campaign, name: 'payer', history, creator: 'user-0', stop: stop.signal, onAnswer: answers.beat });
  const faults = await inflictKills(system, { about: 'payments', underWay: () => history.unanswered, answers, concurrency }, campaign).finally(() => stop.abort());
  await payers;
  checkBooks(checks, name, { history, books: await readBooks(await system.folder.databaseUrl()), accountOf });
  checkKills(checks, { name, about: 'payments' }, faults);
  return { ...killFigures(faults), commitsCut: system.proxy.cuts, statementsCut: system.proxy.statementCuts, acknowledged: history.booked, refused: history.refused, repeats: history.repeats };
}
