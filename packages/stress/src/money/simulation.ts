import { setImmediate as breathe } from 'node:timers/promises';
import { plantedBugs, simulateLedger, type SimulationReport } from '@sora/core/testing';
import type { Checks } from '../checks.ts';

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

/** Most operations a planted bug may stay hidden for. */
const bugPatience = 20_000;

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
  const found = await findPlantedBugs(checks, seed);
  const { transfers, serverCrashes, databaseCrashes, commitAnswersLost } = honest.counts;
  return { operations: honest.operations, transfers, serverCrashes, databaseCrashes, commitAnswersLost, violations: honest.violations.length, plantedBugs: Object.keys(plantedBugs).length, plantedBugsFound: found };
}

async function findPlantedBugs(checks: Checks, seed: number): Promise<number> {
  let found = 0;
  for (const [name, bug] of Object.entries(plantedBugs)) {
    const run = () => simulateLedger({ seed, operations: bugPatience, bug });
    const [first, again] = [await run(), await run()];
    if (first.violations.length > 0) found += 1;
    checks.holds(`simulator: the planted bug ${name} is found`, first.violations.length > 0, describe(first));
    checks.equal(`simulator: the seed that found ${name} finds it again, in the very same history`, [again.digest, again.violations], [first.digest, first.violations]);
  }
  return found;
}

function describe({ violations: [violation], operations }: SimulationReport): object {
  return violation === undefined ? { operations } : { kind: violation.kind, afterOperations: violation.afterOperations };
}
