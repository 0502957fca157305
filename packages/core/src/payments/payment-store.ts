import type { Payment, PaymentFact, PaymentState, ProviderName } from './payment.ts';

/** What a provider reported, as it is kept: what it says of money, and nothing of the person who paid. */
export interface ProviderEvent {
  readonly provider: ProviderName;
  /** The provider's own, or made of the provider's ids: a report that comes again has the id that it had. */
  readonly id: string;
  /** In the provider's words, such as `refund.updated`. */
  readonly type: string;
  readonly source: 'webhook' | 'answer' | 'statement';
  /** The payment it is about, by its id here or at the provider; undefined for what is none of ours. */
  readonly subject: string | undefined;
  /** Empty for what moves no money: it is kept, and ignored. */
  readonly facts: readonly PaymentFact[];
  /** When it happened at the provider. */
  readonly atMs: number;
  /** The payment, where the report itself says whose it is. */
  readonly payment?: Payment;
}

/** `crossing`: it was known but not yet applied, so two deliveries are under way at once. */
export type Reception = 'new' | 'repeat' | 'crossing';

/** `reported-first`: a webhook told us of it before the answer to the call that made it. */
export type PaymentOpening = 'opened' | 'known' | 'reported-first';

/** The right to apply what is waiting for one payer, until it is finished or its time is over. */
export interface PayerTurn {
  readonly payment: Payment;
  readonly state: PaymentState;
  /** What waits for this payment, in the order it was received. */
  readonly events: readonly ProviderEvent[];
  readonly holder: string;
  readonly token: bigint;
}

export interface TurnRequest {
  /** Unique to the attempt. */
  readonly holder: string;
  readonly durationMs: number;
}

/** Payments, what providers reported about them, and whose turn it is. */
export interface PaymentStore {
  /** Keeps a report, once; durable when it answers. */
  receive(event: ProviderEvent): Promise<Reception>;
  /** Notes whose a payment is, and what its provider calls it. @throws {SoraError} `not-found`: there is no such tenant */
  open(payment: Payment, subject: string): Promise<PaymentOpening>;
  find(provider: ProviderName, subject: string): Promise<{ readonly payment: Payment; readonly state: PaymentState } | undefined>;
  /** Payments of every tenant that reports wait for, the one that waits longest first. Reports of unknown payments are not among them. */
  due(limit: number): Promise<readonly Payment[]>;
  /** Undefined while another has the turn of this payer, in whatever process. Events are read after the turn was taken. */
  takeTurn(payment: Payment, request: TurnRequest): Promise<PayerTurn | undefined>;
  /** Writes the state and marks these events applied, all or nothing, and ends the turn. False, and nothing written, when the turn was over. */
  finish(turn: PayerTurn, state: PaymentState, applied: readonly string[]): Promise<boolean>;
  /** Ignores reports of payments that nobody has known since then: other business of the same account. Answers how many. */
  giveUp(receivedBeforeMs: number, limit: number): Promise<number>;
}
