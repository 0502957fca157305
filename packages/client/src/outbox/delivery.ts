import type { DeliveryReceipt, OutboxItem, Price } from './outbox-item.ts';

export type DeliveryOutcome =
  | { readonly kind: 'delivered'; readonly receipt: DeliveryReceipt }
  /** The same later: 408, 425, 429, 5xx, no answer, or an answer that is not our server's. */
  | { readonly kind: 'later'; readonly retryAfterMs: number | undefined; readonly mayHaveArrived: boolean }
  /** The session is over: nothing is tried until there is a new token. */
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'price-changed'; readonly price: Price }
  /** For good. */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

/** Sends one item to the server, once. Never rejects. */
export type Deliver = (item: OutboxItem) => Promise<DeliveryOutcome>;
