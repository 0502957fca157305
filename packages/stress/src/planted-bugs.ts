import type { SimulationReport } from '@sora/core/testing';
import type { Checks } from './checks.ts';

/** Most operations a planted bug may stay hidden for. */
const patience = 20_000;

type Found = Pick<SimulationReport, 'violations' | 'operations' | 'digest'>;

/** Plants one bug after the other, and replays the seed that found each. @returns how many were found */
export async function findPlantedBugs<Bug>(checks: Checks, bugs: Readonly<Record<string, Bug>>, simulate: (bug: Bug, operations: number) => Promise<Found>): Promise<number> {
  let found = 0;
  for (const [name, bug] of Object.entries(bugs)) {
    const [first, again] = [await simulate(bug, patience), await simulate(bug, patience)];
    if (first.violations.length > 0) found += 1;
    checks.holds(`simulator: the planted bug ${name} is found`, first.violations.length > 0, describe(first));
    checks.equal(`simulator: the seed that found ${name} finds it again, in the very same history`, [again.digest, again.violations], [first.digest, first.violations]);
  }
  return found;
}

function describe({ violations: [violation], operations }: Found): object {
  return violation === undefined ? { operations } : { kind: violation.kind, afterOperations: violation.afterOperations };
}
