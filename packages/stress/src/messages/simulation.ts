import { setImmediate as breathe } from 'node:timers/promises';
import { plantedChatBugs, simulateChats } from '@sora/core/testing';
import type { Checks } from '../checks.ts';
import { findPlantedBugs } from '../planted-bugs.ts';

export interface MessageSimulationOptions {
  readonly seed: number;
  readonly operations: number;
  readonly tell: (sentence: string) => void;
}

/** Counts for the evidence. */
export interface MessageSimulationFound {
  readonly operations: number;
  readonly entries: number;
  readonly paid: number;
  readonly replays: number;
  readonly serverCrashes: number;
  readonly databaseCrashes: number;
  readonly commitAnswersLost: number;
  readonly refusedThenWritten: number;
  readonly violations: number;
  readonly plantedBugs: number;
  readonly plantedBugsFound: number;
}

/** Lets the decisions about messages and their payments live through every fault in virtual time; then plants bugs, and replays the seed that found each. */
export async function proveMessageSimulation(checks: Checks, { seed, operations, tell }: MessageSimulationOptions): Promise<MessageSimulationFound> {
  const honest = await simulateChats({
    seed,
    operations,
    async onProgress({ operations: done }) {
      tell(`${done.toLocaleString('en')} operations`);
      await breathe();
    },
  });
  checks.equal(`simulator: ${operations.toLocaleString('en')} operations with every fault violate nothing`, honest.violations, []);
  checks.holds('simulator: servers and the database crashed, and answers of commits were lost', [honest.counts.serverCrashes, honest.counts.databaseCrashes, honest.counts.commitAnswersLost].every((count) => count > 0), honest.counts);
  const found = await findPlantedBugs(checks, plantedChatBugs, (bug, patience) => simulateChats({ seed, operations: patience, bug }));
  const { entries, paid, replays, serverCrashes, databaseCrashes, commitAnswersLost, refusedThenWritten } = honest.counts;
  return {
    operations: honest.operations, entries, paid, replays, serverCrashes, databaseCrashes, commitAnswersLost, refusedThenWritten,
    violations: honest.violations.length, plantedBugs: Object.keys(plantedChatBugs).length, plantedBugsFound: found,
  };
}
