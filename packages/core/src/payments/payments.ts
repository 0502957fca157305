import type { CallOutcome } from './provider-call.ts';
import type { Payment, ProviderName } from './payment.ts';
import type { Delivery, TopUp, TopUpOrder } from './payment-provider.ts';

export interface RefundOrder {
  readonly tenant: string;
  readonly userId: string;
  /** Of the PaymentIntent that topped the wallet up. */
  readonly paymentId: string;
  readonly amountMinor: bigint;
  readonly idempotencyKey: string;
}

export interface PayoutOrder {
  readonly tenant: string;
  readonly userId: string;
  readonly unit: string;
  readonly amountMinor: bigint;
  /** The provider's id of the bank account that is paid. */
  readonly recipientId: string;
  readonly idempotencyKey: string;
}

/** What the provider took on, in its words; the money is reserved until it reports the end. */
export type AcceptedCall = Omit<CallOutcome & { readonly kind: 'accepted' }, 'kind'>;

export interface CatchUp {
  readonly applied: number;
  readonly resumed: number;
}

/** Money in and out, through the providers that are set up. Every call may be sent again with its key. */
export interface Payments {
  /** Begins a card payment; the wallet has the money when the provider reports it. @throws {SoraError} `provider-refused`, `provider-unavailable`, `key-reused`, `not-set-up` */
  topUp(order: TopUpOrder): Promise<TopUp>;
  /** @throws {SoraError} as `topUp`; `not-found` for a payment that is not this user's; refusals of the ledger, such as `insufficient-funds` */
  refund(order: RefundOrder): Promise<AcceptedCall>;
  /** @throws {SoraError} as `refund` */
  payOut(order: PayoutOrder): Promise<AcceptedCall>;
  /** Keeps a webhook, durably, and applies it soon after. @throws {SoraError} `signature-refused` (nothing is written), `not-set-up`, `database-unavailable` */
  receive(provider: ProviderName, delivery: Delivery): Promise<void>;
  /** Books what waits for this payment. @throws {SoraError} as the ledger does; what waits stays due */
  apply(payment: Payment): Promise<void>;
  /** Does what is found undone: reports that were not applied, calls without outcome. Failures go to `onError`, one does not stop the rest. */
  catchUp(): Promise<CatchUp>;
  /** When nothing is under way. */
  idle(): Promise<void>;
}
