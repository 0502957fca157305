import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@sora/core';
import type { Checks } from '../checks.ts';
import { readBooks } from '../probes/books.ts';
import { checkBooks } from './check-books.ts';
import { accountOf, fundUsers } from './fund.ts';
import { createPaymentHistory } from './payment-history.ts';
import { runPayers } from './payers.ts';
import { startTwoBanks } from './two-banks.ts';

export interface OppositeOrdersOptions {
  readonly random: Random;
  readonly durationMs: number;
  readonly concurrency: number;
}

export interface OppositeOrdersCounts {
  readonly acknowledged: number;
  readonly deadlocks: number;
}

/** Two servers book between the same two accounts, each mostly in the other's opposite direction: what deadlocks when locks are taken as they come. */
export async function proveOppositeOrders(checks: Checks, { random, durationMs, concurrency }: OppositeOrdersOptions): Promise<OppositeOrdersCounts> {
  await using banks = await startTwoBanks(() => random.next());
  const [east, west] = banks.apis();
  if (east === undefined || west === undefined) throw new Error('Two servers are needed.');
  await fundUsers(east, { count: 2, amountMinor: 1_000_000_000n });
  const history = createPaymentHistory();
  const stop = new AbortController();
  const payers = ([[east, 'user-0', 'user-1'], [west, 'user-1', 'user-0']] as const).map(([api, payer, creator], server) =>
    runPayers({ apis: () => [api], history, random, users: [payer], creator, concurrency, stop: stop.signal, name: `payer-${server}` }),
  );
  await sleep(durationMs);
  stop.abort();
  await Promise.all(payers);
  const books = await readBooks(await banks.system.folder.databaseUrl());
  checkBooks(checks, 'opposite orders', { history, books, accountOf });
  checks.holds('opposite orders: both directions were paid', ['user-0', 'user-1'].every((user) => history.records.some(({ payer, answers }) => payer === user && answers[0]?.kind === 'booked')), { acknowledged: history.booked });
  return { acknowledged: history.booked, deadlocks: books.deadlocks };
}
