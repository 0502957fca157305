import type { Step } from './steps.ts';

/** What became of one step. */
export interface StepOutcome {
  readonly name: string;
  readonly ok: boolean;
  readonly durationMs: number;
  /** All that its commands printed. */
  readonly output: string;
}

export type RunStep = (step: Step) => Promise<StepOutcome>;

/**
 * Runs the steps in their order, at most `width` at a time; a step waits for the one it comes after, and is not run when that failed.
 * @returns the outcomes in the order of the steps
 */
export async function runSteps(steps: readonly Step[], width: number, run: RunStep): Promise<readonly StepOutcome[]> {
  const outcomes = new Map<string, Promise<StepOutcome>>();
  const queue = steps.toSorted((a, b) => Number(a.after !== undefined) - Number(b.after !== undefined));
  const worker = async (): Promise<void> => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      const before = step.after === undefined ? undefined : outcomes.get(step.after);
      const outcome = before === undefined ? run(step) : runAfter(before, step, run);
      outcomes.set(step.name, outcome);
      await outcome;
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return Promise.all(steps.map((step) => outcomes.get(step.name) ?? Promise.reject(new Error(`${step.name} was not run`))));
}

async function runAfter(before: Promise<StepOutcome>, step: Step, run: RunStep): Promise<StepOutcome> {
  const { ok, name } = await before;
  return ok ? run(step) : { name: step.name, ok: false, durationMs: 0, output: `not run, because ${name} failed\n` };
}
