import type { ProviderName } from './payment.ts';
import type { ProviderEvent } from './payment-store.ts';
import type { CallOutcome, ProviderCall } from './provider-call.ts';

/** A webhook as it came: its signature is over these very bytes. */
export interface Delivery {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What a provider did with a call, and what it says of the money already. */
export interface ProviderAnswer {
  readonly outcome: CallOutcome;
  readonly subject?: string;
  readonly event?: ProviderEvent;
}

/** A company that moves money, as far as every one of them does the same. */
export interface PaymentProvider {
  readonly name: ProviderName;
  /** @throws {SoraError} `signature-refused`, or `not-set-up` */
  read(delivery: Delivery): ProviderEvent;
  /**
   * Sending the same call again does it once.
   * @param attempt 1 for the first; from 2, an earlier one may have gone through
   * @throws {SoraError} `provider-unavailable`: it is not known if it happened; `not-set-up`
   */
  call(call: ProviderCall, attempt: number): Promise<ProviderAnswer>;
  /** What moved on our balance there, with what it says as a report; empty where it is not set up. @throws {SoraError} `provider-unavailable` */
  statement(fromMs: number, toMs: number): AsyncIterable<ProviderEvent>;
}

export interface TopUpOrder {
  readonly tenant: string;
  readonly userId: string;
  readonly unit: string;
  readonly amountMinor: bigint;
  readonly idempotencyKey: string;
}

export interface TopUp {
  /** Of the PaymentIntent. */
  readonly paymentId: string;
  /** With it, and nothing else, the device lets the user pay. */
  readonly clientSecret: string;
}

/** A provider that money comes in through. */
export interface TopUpProvider extends PaymentProvider {
  /** @throws {SoraError} `provider-refused`, `provider-unavailable`, `key-reused`, `not-set-up` */
  createTopUp(order: TopUpOrder): Promise<TopUp>;
}
