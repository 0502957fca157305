import type { DeliveryReceipt, OutboxItem, Price } from './outbox-item.ts';

export type DeliveryOutcome =
  | { readonly kind: 'delivered'; readonly receipt: DeliveryReceipt }
  /**
   * The same later. `no-answer`: none, or one that is not our server's; `server`: our server says not now, and so to others; `pace`: slow mode,
   * the chat's own.
   */
  | { readonly kind: 'later'; readonly cause: 'no-answer' | 'server' | 'pace'; readonly retryAfterMs: number | undefined }
  /** The session is over: nothing is tried until there is a new token. */
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'price-changed'; readonly price: Price }
  /** For good. */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

/** Sends one item to the server, once. Never rejects. */
export type Deliver = (item: OutboxItem) => Promise<DeliveryOutcome>;
