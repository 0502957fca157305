import { decideBatch } from '../../../ledger/decide-batch.ts';
import { everyFault, type SimulatedFaults } from '../faults.ts';
import { simulate } from '../simulate.ts';
import { simulateWorld } from '../simulate-world.ts';
import type { SimulationReport } from '../simulation-report.ts';
import { ledgerCast } from './ledger-cast.ts';
import { type LedgerCounts, noLedgerCounts } from './ledger-counts.ts';
import type { Decide, PlantedBug } from './planted-bugs.ts';

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
  onProgress?(report: SimulationReport<LedgerCounts>): void | Promise<void>;
}

/**
 * Lets the decision and the lanes of the ledger live through lost, late and doubled messages, batches of unknown outcome, crashes of servers
 * and of the database, in virtual time, and holds every commit and every answer against a second set of books.
 */
export async function simulateLedger(settings: LedgerSimulation): Promise<SimulationReport<LedgerCounts>> {
  const { seed, operations, servers = 3, clients = 300, accounts = 50, faults = everyFault, decide = decideBatch, bug, onProgress } = settings;
  const parts = { accounts, decide: bug?.decide?.(decide) ?? decide, keyWhenResent: bug?.keyWhenResent };
  return simulate({
    seed, operations, noCounts: noLedgerCounts, onProgress,
    world: (worldSeed, share) => simulateWorld({ seed: worldSeed, operations: share, servers, clients, faults, noCounts: noLedgerCounts, cast: (world) => ledgerCast(world, parts) }),
  });
}
