import { problems, type ProblemCode } from './problems.ts';

/** `SORA_DATABASE_UNAVAILABLE` for the problem `database-unavailable`. */
export type SoraErrorCode = `SORA_${string}`;

export interface SoraErrorDetails {
  /** What happened this time, in a sentence; never a secret. */
  readonly detail?: string;
  /** Which field, and what is wrong with it. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly retryAfterMs?: number;
  /** What it costs now, of `price-changed`: minor units in digits. */
  readonly price?: { readonly amount: string; readonly unit: string };
  readonly cause?: unknown;
}

/** The one exception type: match on `code` or `problem`, not with `instanceof`, since copies of this package may differ. */
export class SoraError extends Error {
  readonly problem: ProblemCode;
  readonly code: SoraErrorCode;
  readonly retryable: boolean;
  readonly detail: string | undefined;
  readonly errors: SoraErrorDetails['errors'];
  readonly retryAfterMs: number | undefined;
  readonly price: SoraErrorDetails['price'];

  constructor(problem: ProblemCode, { detail, errors, retryAfterMs, price, cause }: SoraErrorDetails = {}) {
    super(detail ?? problems[problem].title, { cause });
    this.name = 'SoraError';
    this.problem = problem;
    this.code = `SORA_${problem.replaceAll('-', '_').toUpperCase()}`;
    this.retryable = problems[problem].retryable;
    this.detail = detail;
    this.errors = errors;
    this.retryAfterMs = retryAfterMs;
    this.price = price;
  }
}

/** True for a SoraError of this problem, whichever copy of the package made it. */
export function isProblem(error: unknown, problem: ProblemCode): error is SoraError {
  return error instanceof Error && 'problem' in error && error.problem === problem;
}
