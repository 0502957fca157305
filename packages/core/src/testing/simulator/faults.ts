/** What goes wrong in a simulation, and how often. Shares are 0 to 1; times are means in virtual milliseconds, Infinity for never. */
export interface SimulatedFaults {
  /** Requests of clients that never arrive. */
  readonly requestLost: number;
  /** Answers to clients that never arrive. */
  readonly answerLost: number;
  /** Requests that arrive twice: half of the time at once, else long after. */
  readonly requestDoubled: number;
  /** Operations that the database can never take. */
  readonly poison: number;
  /** Batches whose connection breaks before they are to be committed. */
  readonly connectionLost: number;
  /** Batches that the database refuses to commit this time. */
  readonly commitRefused: number;
  /** Batches whose connection breaks on the way to the commit: never kept, but the server cannot know. */
  readonly commitLost: number;
  /** The same, but the commit arrives long after, when the batch has been sent again. */
  readonly commitLate: number;
  /** Batches whose connection breaks on the way back: kept, but the server cannot know. */
  readonly commitAnswerLost: number;
  readonly serverCrashEveryMs: number;
  readonly databaseCrashEveryMs: number;
}

export const noFaults: SimulatedFaults = {
  requestLost: 0, answerLost: 0, requestDoubled: 0, poison: 0, connectionLost: 0, commitRefused: 0, commitLost: 0, commitLate: 0, commitAnswerLost: 0,
  serverCrashEveryMs: Infinity, databaseCrashEveryMs: Infinity,
};

/** A very bad day. */
export const everyFault: SimulatedFaults = {
  requestLost: 0.02, answerLost: 0.02, requestDoubled: 0.05, poison: 0.001, connectionLost: 0.01, commitRefused: 0.02, commitLost: 0.02, commitLate: 0.02, commitAnswerLost: 0.02,
  serverCrashEveryMs: 300, databaseCrashEveryMs: 500,
};
