/** Steps of a disk, one after another. A refusal is counted, and the next has its turn. */
export interface DiskSteps {
  run(step: () => Promise<void>): Promise<void>;
  /** When all steps that were asked for are done. */
  readonly done: Promise<void>;
  readonly refusals: number;
}

export function createDiskSteps(): DiskSteps {
  let done = Promise.resolve();
  let refusals = 0;
  return {
    run(step) {
      done = done.then(step).catch(() => { refusals += 1; });
      return done;
    },
    get done() { return done; },
    get refusals() { return refusals; },
  };
}
