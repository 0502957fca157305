import { checkKills, inflictKills, type KillFigures, killFigures, type KillPlan } from '../faults/kills.ts';
import { readBooks } from '../probes/books.ts';
import { createPulse } from '../pulse.ts';
import type { Checks } from '../checks.ts';
import { checkBooks } from './check-books.ts';
import { accountOf, fundUsers } from './fund.ts';
import { createPaymentHistory } from './payment-history.ts';
import { runPayers } from './payers.ts';
import { startTwoBanks } from './two-banks.ts';

export interface KillOptions extends KillPlan {
  /** Share of the second server's commits whose answer is lost. */
  readonly cutRatio: number;
  readonly concurrency: number;
}

/** Counts for the evidence. */
export interface KillCounts extends KillFigures {
  readonly commitsCut: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly repeats: number;
}

/** Kills PostgreSQL and servers at random moments under load, while answers of commits are lost, and compares what payers know with the books. */
export async function proveKills(checks: Checks, options: KillOptions): Promise<KillCounts> {
  const { random, concurrency } = options;
  await using banks = await startTwoBanks(() => random.next());
  const { system, apis } = banks;
  const [api] = apis();
  if (api === undefined) throw new Error('No server runs.');
  const users = await fundUsers(api, { count: 40, amountMinor: 1_000_000n });
  const history = createPaymentHistory();
  const stop = new AbortController();
  const answers = createPulse();
  system.proxy.cutRatio = options.cutRatio;
  const payers = runPayers({ apis, history, random, users, creator: 'user-0', concurrency, stop: stop.signal, onAnswer: answers.beat });
  const faults = await inflictKills(system, { about: 'payments', underWay: () => history.unanswered, answers, concurrency }, options).finally(() => stop.abort());
  await payers;
  checkBooks(checks, 'kills', { history, books: await readBooks(await system.folder.databaseUrl()), accountOf });
  checkKills(checks, 'payments', faults);
  checks.holds('kills: answers of commits were lost, and payments repeated', system.proxy.cuts > 0 && history.repeats > 0, { cuts: system.proxy.cuts, repeats: history.repeats });
  return { ...killFigures(faults), commitsCut: system.proxy.cuts, acknowledged: history.booked, refused: history.refused, repeats: history.repeats };
}
