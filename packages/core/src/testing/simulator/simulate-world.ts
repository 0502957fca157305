import type { SimulatedFaults } from './faults.ts';
import type { SimulationCounts } from './simulation-report.ts';
import type { Cast } from './trial.ts';
import { VirtualClient } from './virtual-client.ts';
import { virtualDatabase } from './virtual-database.ts';
import { virtualNetwork } from './virtual-network.ts';
import { virtualServer } from './virtual-server.ts';
import { concluded, createWorld, type World } from './world.ts';

export interface WorldSettings<Item, Outcome, Counts extends SimulationCounts> {
  readonly seed: number;
  readonly operations: number;
  readonly servers: number;
  readonly clients: number;
  readonly faults: SimulatedFaults;
  noCounts(): Counts;
  /** Who plays in it, and what is on trial. */
  cast(world: World<Counts>): Cast<Item, Outcome>;
}

/** After the last answer: so long that whatever was under way has arrived, in virtual milliseconds. */
const restMs = 5000;

/**
 * Lets one world live until its clients have had their operations, come to rest, answer a last round without any fault, and be looked through;
 * or until the first violation.
 */
export async function simulateWorld<Item, Outcome, Counts extends SimulationCounts>(settings: WorldSettings<Item, Outcome, Counts>): Promise<World<Counts>> {
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

interface Population<Counts extends SimulationCounts> {
  readonly world: World<Counts>;
  /** Lets the clients have so many operations. */
  live(operations: number): Promise<void>;
  /** Looks through all that is there. */
  conclude(): void;
}

function populate<Item, Outcome, Counts extends SimulationCounts>({ seed, faults, noCounts, cast: castOf, ...numbers }: WorldSettings<Item, Outcome, Counts>): Population<Counts> {
  const world = createWorld(seed, faults, noCounts());
  const cast = castOf(world);
  const database = virtualDatabase(world, cast.trial);
  const servers = Array.from({ length: numbers.servers }, () => virtualServer(world, database, cast.trial));
  let left = 0;
  const takesOne = () => (left -= 1) >= 0;
  const parts = { world, network: virtualNetwork(world, servers), cast, takesOne };
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
    conclude: cast.conclude,
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

function crashEvery(world: World, fault: 'serverCrashEveryMs' | 'databaseCrashEveryMs', crash: () => void): void {
  const { loop, chance, faults } = world;
  if (faults[fault] === Infinity) return;
  loop.after(chance.about(faults[fault]), () => {
    if (world.faults[fault] === Infinity) return;
    crash();
    crashEvery(world, fault, crash);
  });
}
