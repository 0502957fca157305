import type { ConflictKind } from '../conflict.ts';

/** An account row that says something else than its postings: somebody or something changed it past the ledger. */
export const balanceInconsistency = {
  name: 'BALANCE_INCONSISTENCY',
  detection: 'Balance, held amount or number of postings of the account differ from its latest posting, or a provider reports another total than its clearing account.',
  resolution: 'The account is frozen for debits and set back to the sum of its postings in one transaction; no transfer is made up. A person releases it.',
  invariant: 'The balance of an account is the sum of its postings.',
  severity: 'critical',
} as const satisfies ConflictKind;
