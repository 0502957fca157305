import { decideBatch } from '../../ledger/decide-batch.ts';
import { seededRandom } from '../seeded-random.ts';
import { everyFault, type SimulatedFaults } from './faults.ts';
import { historyDigest } from './history-digest.ts';
import type { Decide, PlantedBug } from './planted-bugs.ts';
import { simulateWorld } from './simulate-world.ts';
import { addCounts, noCounts, type SimulationReport, type Violation } from './simulation-report.ts';
import { concluded } from './world.ts';

export interface LedgerSimulation {
  /** A whole number below 2^32; everything follows from it and the settings beside it. */
  readonly seed: number;
  /** Groups that clients ask for. */
  readonly operations: number;
  /** Default 3. */
  readonly servers?: number;
  /** Default 300; each has one wish at a time. */
  readonly clients?: number;
  /** Users with a wallet, beside one hot account and a bank. Default 50. */
  readonly accounts?: number;
  /** Default `everyFault`. */
  readonly faults?: SimulatedFaults;
  /** Default `decideBatch`. */
  readonly decide?: Decide;
  /** Default: none. */
  readonly bug?: PlantedBug;
  /** Called after each world; the simulation waits for it. */
  onProgress?(report: SimulationReport): void | Promise<void>;
}

/** Operations of one world: each begins with an empty ledger, so that memory is bounded and a violation is near its beginning. */
export const operationsOfAWorld = 20_000;

/**
 * Lets the decision and the lanes of the ledger live through lost, late and doubled messages, batches of unknown outcome, crashes of servers
 * and of the database, in virtual time, and holds every commit and every answer against a second set of books.
 *
 * In worlds one after the other, the first with the seed itself. Ends with the first violation.
 */
export async function simulateLedger(settings: LedgerSimulation): Promise<SimulationReport> {
  const { seed, operations, servers = 3, clients = 300, accounts = 50, faults = everyFault, decide = decideBatch, bug, onProgress } = settings;
  const seeds = seededRandom(seed);
  const counts = noCounts();
  const digest = historyDigest();
  const violations: Violation[] = [];
  const report = (): SimulationReport => ({ seed, operations: concluded(counts), counts: { ...counts }, violations, digest: digest.value() });
  let worldSeed = seed;
  for (let left = operations; left > 0 && violations.length === 0; left -= operationsOfAWorld) {
    const world = await simulateWorld({
      seed: worldSeed, operations: Math.min(left, operationsOfAWorld), servers, clients, accounts, faults, decide: bug?.decide?.(decide) ?? decide, keyWhenResent: bug?.keyWhenResent,
    });
    addCounts(counts, world.counts);
    violations.push(...world.violations);
    digest.add(world.digest.value());
    await onProgress?.(report());
    worldSeed = Math.floor(seeds.next() * 2 ** 32);
  }
  return report();
}
