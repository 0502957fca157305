import { seededRandom } from '../seeded-random.ts';
import { historyDigest } from './history-digest.ts';
import type { SimulationCounts, SimulationReport, Violation } from './simulation-report.ts';
import { concluded, type World } from './world.ts';

/** Operations of one world: each begins with nothing written, so that memory is bounded and a violation is near its beginning. */
export const operationsOfAWorld = 20_000;

export interface Simulation<Counts extends SimulationCounts> {
  /** A whole number below 2^32; everything follows from it and the settings of the worlds. */
  readonly seed: number;
  readonly operations: number;
  noCounts(): Counts;
  world(seed: number, operations: number): Promise<World<Counts>>;
  /** Called after each world; the simulation waits for it. */
  readonly onProgress: ((report: SimulationReport<Counts>) => void | Promise<void>) | undefined;
}

/** Worlds one after the other, the first with the seed itself. Ends with the first violation. */
export async function simulate<Counts extends SimulationCounts>({ seed, operations, noCounts, world, onProgress }: Simulation<Counts>): Promise<SimulationReport<Counts>> {
  const seeds = seededRandom(seed);
  let counts = noCounts();
  const digest = historyDigest();
  const violations: Violation[] = [];
  const report = () => ({ seed, operations: concluded(counts), counts, violations, digest: digest.value() });
  let worldSeed = seed;
  for (let left = operations; left > 0 && violations.length === 0; left -= operationsOfAWorld) {
    const lived = await world(worldSeed, Math.min(left, operationsOfAWorld));
    counts = added(counts, lived.counts);
    violations.push(...lived.violations);
    digest.add(lived.digest.value());
    await onProgress?.(report());
    worldSeed = Math.floor(seeds.next() * 2 ** 32);
  }
  return report();
}

function added<Counts extends SimulationCounts>(one: Counts, other: Counts): Counts {
  const sums = { ...one };
  for (const name of Object.keys(sums) as (keyof Counts & string)[]) sums[name] = ((sums[name] as number) + (other[name] as number)) as Counts[typeof name];
  return sums;
}
