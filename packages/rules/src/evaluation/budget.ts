import { failure, type Failure } from './values/value.ts';

/** How much one request may use up. */
export interface BudgetLimits {
  readonly expressions: number;
  /** Documents looked up; one that was looked up before is free. */
  readonly accesses: number;
  readonly callDepth: number;
  /** Characters and parts of values looked at, of which one expression can take many. Ours: a real request takes some thousand. */
  readonly work: number;
}

export interface Budget {
  /** Counts one expression; past the limit, and ever after, the failure. */
  spendExpression(): Failure | undefined;
  /** Counts one document, once. */
  spendAccess(key: string): Failure | undefined;
  /** Counts steps that are about to be taken. */
  spendWork(steps: number): Failure | undefined;
  readonly callDepth: number;
  /** The first limit that was reached. A request that reaches one is denied, whatever else holds. */
  readonly exhausted: Failure | undefined;
  readonly used: { readonly expressions: number; readonly accesses: number };
}

export function budgetOf(limits: BudgetLimits): Budget {
  const accessed = new Set<string>();
  let expressions = 0;
  let work = 0;
  let exhausted: Failure | undefined;
  return {
    callDepth: limits.callDepth,
    spendExpression() {
      expressions += 1;
      if (expressions > limits.expressions) exhausted ??= failure('limit-reached', `A request may evaluate ${limits.expressions} expressions.`);
      return exhausted;
    },
    spendAccess(key) {
      accessed.add(key);
      if (accessed.size > limits.accesses) exhausted ??= failure('limit-reached', `A request may look up ${limits.accesses} documents.`);
      return exhausted;
    },
    spendWork(steps) {
      work += steps;
      if (work > limits.work) exhausted ??= failure('limit-reached', 'The values that this request works on are too large.');
      return exhausted;
    },
    get exhausted() { return exhausted; },
    get used() { return { expressions, accesses: accessed.size }; },
  };
}
