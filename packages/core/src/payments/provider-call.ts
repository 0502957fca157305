import type { ProblemCode } from '../kernel/problems.ts';
import type { Payment } from './payment.ts';
import type { ProviderEvent } from './payment-store.ts';

/** What we want a provider to do with money that is reserved for it. */
export interface ProviderCall {
  readonly payment: Payment;
  /** Names the outflow here, and makes the provider do it once; a UUID made of tenant, user and idempotency key. */
  readonly outflow: string;
  readonly amountMinor: bigint;
  readonly order: { readonly kind: 'refund' } | { readonly kind: 'payout'; readonly recipientId: string };
}

export type CallOutcome =
  | { readonly kind: 'accepted'; /** What the provider calls it. */ readonly providerId: string; readonly status: string }
  | { readonly kind: 'refused'; readonly code: ProblemCode; readonly detail: string };

export interface PlannedCall extends ProviderCall {
  /** How often it was begun. */
  readonly attempts: number;
  /** Undefined while it is not known. */
  readonly outcome: CallOutcome | undefined;
}

/** How a call ended, and what follows from it. */
export interface CallEnd {
  readonly outcome: CallOutcome;
  /** What the provider calls the payment, where the call made it. */
  readonly subject?: string;
  readonly event?: ProviderEvent;
}

export interface AttemptTimes {
  /** How long the claim lasts: longer than an attempt. */
  readonly claimMs: number;
  /** When the call is due again. */
  readonly againInMs: number;
}

/** Calls that have to be made, kept before they are made, so that a server that dies leaves them to another. */
export interface ProviderCallStore {
  /** Keeps it, or answers the one kept under this outflow. @throws {SoraError} `not-found`: there is no such tenant */
  plan(call: ProviderCall): Promise<PlannedCall>;
  /** Calls without outcome whose time has come, by the clock of the store. */
  due(limit: number): Promise<readonly PlannedCall[]>;
  /**
   * Claims the call for one attempt, and puts the next sweep's off. Answers how many attempts there were, this one included; undefined while
   * another attempt is under way, in whatever process: two at once could take each other's success for a refusal.
   */
  begin(call: ProviderCall, times: AttemptTimes): Promise<number | undefined>;
  /** Ends a claim without an outcome. */
  release(call: ProviderCall): Promise<void>;
  /** All of it in one transaction; the first outcome stands. */
  end(call: ProviderCall, end: CallEnd): Promise<void>;
}
