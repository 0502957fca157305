import type { Operation } from '../evaluation/decide.ts';
import type { Limit } from '../intents/intent.ts';
import type { PrincipalName } from '../proof/principal.ts';
import type { Allowed, Conditional } from '../proof/verdict.ts';
import type { Severity } from '../report/report.ts';
import type { Row } from './analysis.ts';

/**
 * A difference from what is meant. There is at most one for each row and kind of access, and one for each row and limit, as grave
 * as the gravest case: so one more allow can only add breaches or make one graver, and the score cannot rise.
 */
export type Breach = AccessBreach | LimitBreach;

interface Broken {
  readonly row: Row;
  readonly severity: Severity;
  readonly operation: Operation;
  /** The weakest of those for whom it is as grave. */
  readonly principal: PrincipalName;
  readonly verdict: Allowed | Conditional;
}

/** Somebody may do what is not for them. */
export interface AccessBreach extends Broken {
  readonly kind: 'access';
  /** What else of the kind the same principal may do against the intent, and from which line. */
  readonly also: readonly { readonly operation: Operation; readonly line: number }[];
}

/** Somebody may do what is for them, and more with it. */
export interface LimitBreach extends Broken {
  readonly kind: 'limit';
  readonly limit: Limit;
  /** What it opens elsewhere, to the same caller, as a next request. */
  readonly opens: readonly AccessBreach[];
}

/** Neither a breach nor the proof that there is none, where a breach would be high or critical. */
export interface OpenQuestion {
  readonly row: Row;
  readonly operation: Operation;
}
