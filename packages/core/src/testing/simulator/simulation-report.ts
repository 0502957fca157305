/** What happened in a simulation, counted. */
export interface SimulationCounts {
  /** Operations whose client has a final answer: done, or refused. */
  acknowledged: number;
  refused: number;
  /** Operations whose client gave up without one. */
  unknown: number;
  poisoned: number;
  batches: number;
  failedBatches: number;
  requestsLost: number;
  answersLost: number;
  requestsDoubled: number;
  commitsLost: number;
  commitsLate: number;
  commitAnswersLost: number;
  serverCrashes: number;
  databaseCrashes: number;
}

export type ViolationKind =
  | 'acknowledged-but-missing'
  | 'refused-but-booked'
  | 'answer-changed'
  | 'doubled-effect'
  | 'half-a-group'
  | 'sum-of-money'
  | 'floor-broken'
  | 'posting-gap'
  | 'balance-mismatch'
  | 'held-mismatch'
  | 'hold-resolved-twice'
  | 'lane-chain-broken'
  | 'sequence-gap'
  | 'order-broken'
  | 'digest-broken'
  | 'version-broken'
  | 'not-permitted'
  | 'head-mismatch'
  | 'paid-apart'
  | 'decision-failed'
  | 'stalled';

/** Something that must never be. */
export interface Violation {
  readonly kind: ViolationKind;
  readonly detail: string;
  /** Of the world in which it happened: as the seed of a simulation of its own, it happens in the first world. */
  readonly seed: number;
  /** Operations that had their final answer before, in that world. */
  readonly afterOperations: number;
}

export interface SimulationReport<Counts extends SimulationCounts = SimulationCounts> {
  readonly seed: number;
  /** Operations that got their final answer, or whose client gave up. */
  readonly operations: number;
  readonly counts: Readonly<Counts>;
  /** The simulation ends with the first event that violates something. */
  readonly violations: readonly Violation[];
  /** Of the whole history: the same for the same settings. 16 hexadecimal digits. */
  readonly digest: string;
}

export function noCounts(): SimulationCounts {
  return {
    acknowledged: 0, refused: 0, unknown: 0, poisoned: 0, batches: 0, failedBatches: 0, requestsLost: 0, answersLost: 0, requestsDoubled: 0,
    commitsLost: 0, commitsLate: 0, commitAnswersLost: 0, serverCrashes: 0, databaseCrashes: 0,
  };
}
