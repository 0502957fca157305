import { openAccount } from '../../ledger/open-account.ts';
import { type LedgerTables, ledgerTables, rowKey } from '../memory/ledger-tables.ts';
import { createAuditor } from './auditor.ts';
import type { SimulatedFaults } from './faults.ts';
import type { Decide, PlantedBug } from './planted-bugs.ts';
import { bank, hot, randomWishes, user } from './random-wishes.ts';
import { VirtualClient } from './virtual-client.ts';
import { tenant, virtualDatabase } from './virtual-database.ts';
import { virtualNetwork } from './virtual-network.ts';
import { virtualServer } from './virtual-server.ts';
import { createWitness } from './witness.ts';
import { concluded, createWorld, type World } from './world.ts';

export interface WorldSettings {
  readonly seed: number;
  readonly operations: number;
  readonly servers: number;
  readonly clients: number;
  readonly accounts: number;
  readonly faults: SimulatedFaults;
  readonly decide: Decide;
  readonly keyWhenResent: PlantedBug['keyWhenResent'];
}

/** After the last answer: so long that whatever was under way has arrived, in virtual milliseconds. */
const restMs = 5000;

/**
 * Lets one world live until its clients have had their operations, come to rest, answer a last round without any fault, and be looked through;
 * or until the first violation.
 */
export async function simulateWorld(settings: WorldSettings): Promise<World> {
  const { operations, clients } = settings;
  const { world, live, conclude } = populate(settings);
  const lastRound = Math.min(clients, Math.floor(operations / 2));
  await live(operations - lastRound);
  world.comeToRest();
  await rest(world);
  const { unknown } = world.counts;
  await live(lastRound);
  await rest(world);
  if (world.violations.length > 0) return world;
  const unanswered = world.counts.unknown - unknown;
  if (unanswered > 0 || concluded(world.counts) !== operations) {
    world.violated('stalled', `after all faults were over, ${concluded(world.counts)} of ${operations} operations came to an end, ${unanswered} without an answer`);
  }
  conclude();
  return world;
}

interface Population {
  readonly world: World;
  /** Lets the clients have so many operations. */
  live(operations: number): Promise<void>;
  /** Looks through all that is there. */
  conclude(): void;
}

function populate({ seed, faults, accounts, keyWhenResent, decide, ...numbers }: WorldSettings): Population {
  const world = createWorld(seed, faults);
  const tables = openTables(accounts);
  const auditor = createAuditor(world, tables);
  const witness = createWitness(world, tables, auditor);
  const database = virtualDatabase(world, tables, (change, { groups }) => auditor.inspect(change, groups));
  const servers = Array.from({ length: numbers.servers }, () => virtualServer(world, database, decide));
  let left = 0;
  const takesOne = () => (left -= 1) >= 0;
  const parts = { world, network: virtualNetwork(world, servers), wishes: randomWishes(world.chance, accounts), witness, keyWhenResent, takesOne };
  const clients = Array.from({ length: numbers.clients }, (_, name) => new VirtualClient(name, parts));
  crashEvery(world, 'serverCrashEveryMs', () => world.chance.oneOf(servers).crash());
  crashEvery(world, 'databaseCrashEveryMs', () => database.crash());
  return {
    world,
    live(operations) {
      left = operations;
      for (const client of clients) client.begin();
      return goOn(world, () => left <= 0 && clients.every(({ isIdle }) => isIdle));
    },
    conclude() {
      auditor.conclude();
      witness.conclude();
    },
  };
}

/** Goes on until that is so, or something is violated, or nothing happens any more. */
async function goOn(world: World, until: () => boolean): Promise<void> {
  await world.loop.runUntil(() => world.violations.length > 0 || until());
}

function rest(world: World): Promise<void> {
  const untilMs = world.loop.nowMs() + restMs;
  return goOn(world, () => world.loop.nowMs() >= untilMs);
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

function crashEvery(world: World, fault: 'serverCrashEveryMs' | 'databaseCrashEveryMs', crash: () => void): void {
  const { loop, chance, faults } = world;
  if (faults[fault] === Infinity) return;
  loop.after(chance.about(faults[fault]), () => {
    if (world.faults[fault] === Infinity) return;
    crash();
    crashEvery(world, fault, crash);
  });
}
