import { fakeClockStartMs } from '../fake-clock.ts';
import { seededRandom } from '../seeded-random.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type EventLoop, eventLoop } from './event-loop.ts';
import { noFaults, type SimulatedFaults } from './faults.ts';
import { type HistoryDigest, historyDigest } from './history-digest.ts';
import type { SimulationCounts, Violation, ViolationKind } from './simulation-report.ts';

/** More of them say nothing new. */
const mostViolations = 10;

/** What all parts of one simulated world share. */
export interface World<Counts extends SimulationCounts = SimulationCounts> {
  readonly loop: EventLoop;
  readonly chance: Chance;
  /** None any more once it has come to rest. */
  readonly faults: SimulatedFaults;
  readonly counts: Counts;
  readonly digest: HistoryDigest;
  readonly violations: readonly Violation[];
  violated(kind: ViolationKind, detail: string): void;
  /** From now on nothing goes wrong. */
  comeToRest(): void;
}

export function createWorld<Counts extends SimulationCounts>(seed: number, faults: SimulatedFaults, counts: Counts): World<Counts> {
  const violations: Violation[] = [];
  let present = faults;
  return {
    loop: eventLoop(fakeClockStartMs),
    chance: chanceOf(seededRandom(seed)),
    get faults() { return present; },
    counts,
    digest: historyDigest(),
    violations,
    violated(kind, detail) {
      if (violations.length < mostViolations) violations.push({ kind, detail, seed, afterOperations: concluded(counts) });
    },
    comeToRest() { present = noFaults; },
  };
}

/** Operations that are over for their clients. */
export function concluded({ acknowledged, refused, unknown, poisoned }: SimulationCounts): number {
  return acknowledged + refused + unknown + poisoned;
}
