import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, type ProblemCode, problems, type RefusalCode, refusalCodes, SoraError } from '@sora/core';

/** How long and how often to ask for an answer. */
export interface Patience {
  /** No attempt begins later, and none lasts longer. */
  readonly patienceMs: number;
  readonly backoffMs: { readonly first: number; readonly max: number };
  /** Waits this long. */
  readonly pause: (delayMs: number) => Promise<void>;
  /** Monotonic. */
  readonly nowMs: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export const defaultPatience: Patience = {
  patienceMs: 30_000,
  backoffMs: { first: 100, max: 2_000 },
  pause: async (delayMs) => { await sleep(delayMs); },
  nowMs: () => performance.now(),
  random: () => Math.random(),
};

/** After these nothing has happened. */
const notDone: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['overloaded', 'database-unavailable', 'rate-limited']);
/** The ledger's own answers about this key: they hold for earlier attempts too. */
const definite: ReadonlySet<ProblemCode> = new Set<RefusalCode>(refusalCodes);

/**
 * Attempts something that its key makes safe to repeat until it is known what became of it: full jitter between attempts, and at least what
 * `retryAfterMs` of the last error asks for.
 * @param attempt gets what is left of the patience, in whole milliseconds
 * @throws {SoraError} `outcome-unknown` when an attempt may have succeeded and no later one could tell; else what the last attempt threw
 */
export async function untilKnown<T>(attempt: (leftMs: number) => Promise<T>, patience: Patience): Promise<T> {
  const untilMs = patience.nowMs() + patience.patienceMs;
  let mayHaveHappened = false;
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt(Math.max(1, Math.ceil(untilMs - patience.nowMs())));
    } catch (error) {
      if (!isSoraError(error) || definite.has(error.problem)) throw error;
      if (error.retryable && !notDone.has(error.problem)) mayHaveHappened = true;
      const waitMs = backoffMs(patience.backoffMs, failures, { next: patience.random }) + (error.retryAfterMs ?? 0);
      if (!error.retryable || patience.nowMs() + waitMs >= untilMs) throw lastWord(error, mayHaveHappened);
      await patience.pause(waitMs);
    }
  }
}

function lastWord(error: SoraError, mayHaveHappened: boolean): SoraError {
  if (!mayHaveHappened) return error;
  return new SoraError('outcome-unknown', { detail: `${error.message} Calling again with the same operationId is safe: the money moves once.`, cause: error });
}

/** By its shape: the server may have another copy of core. */
function isSoraError(error: unknown): error is SoraError {
  return error instanceof Error && 'problem' in error && typeof error.problem === 'string' && Object.hasOwn(problems, error.problem);
}
