/** Companies that move real money for us. Each has a clearing account per unit, such as `clearing:USD:stripe`. */
export type ProviderName = 'stripe' | 'wise';

/** One payment at a provider, and whose wallet it tops up or pays out. */
export interface Payment {
  readonly tenant: string;
  readonly provider: ProviderName;
  /** Stripe: the PaymentIntent's id. Wise: the `customerTransactionId`, which we choose, and which exists before any call. */
  readonly id: string;
  /** Account of the wallet: `user:USD:alice`. */
  readonly wallet: string;
}

/**
 * What happened to the money of one payment, whoever told us: a webhook, the answer to our own call, the daily statement.
 * An outflow is money that goes back to the provider: a refund, a dispute, a payout; its id is the provider's, or ours where we asked for it.
 */
export type PaymentFact =
  /** The money came in. */
  | { readonly kind: 'paid'; readonly amountMinor: bigint }
  /** The provider took on what we asked for. */
  | { readonly kind: 'asked'; readonly outflow?: string; readonly amountMinor: bigint; readonly held: true }
  /** The money went out. */
  | (OutflowFact & { readonly kind: 'left' })
  /** It came back, or never left: a refund failed, a dispute was won, a payout was cancelled. */
  | (OutflowFact & { readonly kind: 'returned' });

export interface OutflowFact {
  /** Absent where the payment is itself the outflow: a payout. */
  readonly outflow?: string;
  /** Absent where the provider does not say: Wise's webhooks. It waits until `asked` says it. */
  readonly amountMinor?: bigint;
  /** We asked for it, and so had reserved it on the wallet; otherwise it is taken by force. */
  readonly held: boolean;
}

/** What is known of a payment, and what was booked for it. Empty at first. */
export interface PaymentState {
  readonly paidMinor?: bigint;
  readonly outflows: Readonly<Record<string, Outflow>>;
}

export interface Outflow {
  /** Undefined while no fact has said it. */
  readonly amountMinor?: bigint;
  readonly held: boolean;
  readonly left: boolean;
  readonly returned: boolean;
  /** What was booked: `out` the wallet paid it, `kept` its hold was let go, `back` the wallet paid it and got it back. */
  readonly booked: 'nothing' | 'out' | 'kept' | 'back';
}

export const newPayment: PaymentState = { outflows: {} };
