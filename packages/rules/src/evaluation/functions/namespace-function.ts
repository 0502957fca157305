import { argumentProblem } from '../methods/call-method.ts';
import type { Parameter } from '../methods/method.ts';
import { failure, type Outcome, unknown, type Value } from '../values/value.ts';

/** `math.abs(x)` and its like; `run` is called with arguments of the types it takes, nothing unknown among them. */
export interface NamespaceFunction {
  readonly takes: readonly Parameter[];
  run(given: readonly Value[]): Outcome;
}

export type NamespaceFunctions = Readonly<Record<string, NamespaceFunction>>;

export function callNamespaceFunction(functions: ReadonlyMap<string, NamespaceFunction>, name: string, given: readonly Value[]): Outcome {
  const found = functions.get(name);
  if (found === undefined) return failure('undefined-name', `There is no function "${name}" there.`);
  const problem = argumentProblem(name, found, given);
  if (problem !== undefined) return problem;
  return given.some(({ kind }) => kind === 'unknown') ? unknown(`${name}()`) : found.run(given);
}
