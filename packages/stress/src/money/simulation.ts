import { setImmediate as breathe } from 'node:timers/promises';
import { plantedBugs, simulateLedger } from '@sora/core/testing';
import type { Checks } from '../checks.ts';
import { findPlantedBugs } from '../planted-bugs.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly operations: number;
  readonly tell: (sentence: string) => void;
}

/** Counts for the evidence. */
export interface SimulationFound {
  readonly operations: number;
  readonly transfers: number;
  readonly serverCrashes: number;
  readonly databaseCrashes: number;
  readonly commitAnswersLost: number;
  readonly violations: number;
  readonly plantedBugs: number;
  readonly plantedBugsFound: number;
}

/** Lets the decision and the lanes live through every fault in virtual time; then plants bugs, and replays the seed that found each. */
export async function proveSimulation(checks: Checks, { seed, operations, tell }: SimulationOptions): Promise<SimulationFound> {
  const honest = await simulateLedger({
    seed,
    operations,
    async onProgress({ operations: done }) {
      tell(`${done.toLocaleString('en')} operations`);
      await breathe();
    },
  });
  checks.equal(`simulator: ${operations.toLocaleString('en')} operations with every fault violate nothing`, honest.violations, []);
  checks.holds('simulator: servers and the database crashed, and answers of commits were lost', [honest.counts.serverCrashes, honest.counts.databaseCrashes, honest.counts.commitAnswersLost].every((count) => count > 0), honest.counts);
  const found = await findPlantedBugs(checks, plantedBugs, (bug, patience) => simulateLedger({ seed, operations: patience, bug }));
  const { transfers, serverCrashes, databaseCrashes, commitAnswersLost } = honest.counts;
  return { operations: honest.operations, transfers, serverCrashes, databaseCrashes, commitAnswersLost, violations: honest.violations.length, plantedBugs: Object.keys(plantedBugs).length, plantedBugsFound: found };
}
