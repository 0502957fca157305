import type { LinkedGroup } from '../../../ledger/operation.ts';
import { openAccount } from '../../../ledger/open-account.ts';
import type { GroupOutcome } from '../../../ledger/outcome.ts';
import { type LedgerTables, ledgerTables, rowKey } from '../../memory/ledger-tables.ts';
import { tenant } from '../tenant.ts';
import type { Cast } from '../trial.ts';
import type { World } from '../world.ts';
import { createAuditor } from './auditor.ts';
import type { LedgerCounts } from './ledger-counts.ts';
import { ledgerTrial } from './ledger-trial.ts';
import type { Decide, PlantedBug } from './planted-bugs.ts';
import { bank, hot, randomWishes, user } from './random-wishes.ts';
import { createWitness } from './witness.ts';

const mostAttempts = 12;

export interface LedgerCastSettings {
  readonly accounts: number;
  readonly decide: Decide;
  readonly keyWhenResent: PlantedBug['keyWhenResent'];
}

/** Who pays, what is booked, and who looks on. */
export function ledgerCast(world: World<LedgerCounts>, { accounts, decide, keyWhenResent }: LedgerCastSettings): Cast<LinkedGroup, GroupOutcome> {
  const tables = openTables(accounts);
  const auditor = createAuditor(world, tables);
  const witness = createWitness(world, tables, auditor);
  const wishes = randomWishes(world.chance, accounts);
  return {
    trial: ledgerTrial(tables, decide, auditor),
    wish: wishes.next,
    resent: keyWhenResent && ((group, attempt) => renewed(group, (key) => keyWhenResent(key, attempt))),
    mostAttempts,
    hears: witness.hears,
    isRefusal: ({ kind }) => kind === 'refused',
    conclude() {
      auditor.conclude();
      witness.conclude();
    },
  };
}

function renewed(group: LinkedGroup, keyOf: (key: string) => string): LinkedGroup {
  const [first, ...others] = group.operations;
  return { ...group, operations: [{ ...first, key: keyOf(first.key) }, ...others.map((operation) => ({ ...operation, key: keyOf(operation.key) }))] };
}

function openTables(accounts: number): LedgerTables {
  const tables = ledgerTables();
  // One in ten may not own more than a bit.
  const users = Array.from({ length: accounts }, (_, number) => ({ ...user(number), ...(number % 10 === 9 && { ceilingMinor: 2000n }) }));
  for (const name of [bank, hot, ...users]) {
    const account = openAccount(tenant, name);
    tables.accounts.set(rowKey(tenant, account.id), account);
  }
  return tables;
}
