import { type BatchFailure, isProblem } from '@sora/core';
import { DatabaseError } from 'pg';
import { AlteredAccountsError } from './altered-accounts.ts';

/** A deadlock, a lock that was not to be had in time, a serialization failure: rolled back, and fine the next time. */
const passing = new Set(['40P01', '55P03', '40001']);

/**
 * What the error of a batch says about its fate. What is not known to pass would fail again, and halving the batch finds the item to
 * blame; that holds for a bug of ours too.
 */
export function classifyBatchError(error: unknown): BatchFailure {
  if (isProblem(error, 'outcome-unknown')) return 'unknown';
  if (isProblem(error, 'database-unavailable') || error instanceof AlteredAccountsError) return 'not-done';
  return error instanceof DatabaseError && passing.has(error.code ?? '') ? 'not-done' : 'poisoned';
}
