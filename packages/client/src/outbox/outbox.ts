import type { DeliveryReceipt, MessageRef, OutboxItem, OutboxWish, Price } from './outbox-item.ts';

export interface OutboxCounts {
  /** Of the user who is signed in: waiting or under way, not counting what waits for the user. */
  readonly unacknowledged: number;
  readonly needsAttention: number;
  readonly needsConfirmation: number;
  /** Of users who signed out: kept until they come back. */
  readonly parked: number;
  /** Rows that could not be read, set aside; see `exportQuarantine`. */
  readonly quarantined: number;
}

export type PaidOutcome =
  | { readonly kind: 'delivered'; readonly receipt: DeliveryReceipt }
  /** Nothing was paid; `code` as the server gives it, such as `insufficient-funds` or `price-changed`. */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string; readonly price?: Price }
  /** Its time is over. It may have been paid: asking again is safe, and only the user does. */
  | { readonly kind: 'needs-confirmation'; readonly itemId: string };

/**
 * What the user did and the server has not acknowledged yet. When a method resolves, its effect survives a kill; nothing leaves but by a
 * server's receipt or by the user's own wish.
 */
export interface Outbox {
  /** Queues it, and removes the composer's text of that chat in the same step. @throws {JournalError} the device refuses: the text is still in the composer */
  send(wish: OutboxWish, options?: { readonly writeClass?: 'message' | 'ephemeral' }): Promise<OutboxItem>;
  /** For a message with a price and for a transfer: resolves when the server has decided or the time is over. */
  pay(wish: OutboxWish & { readonly price: Price }): Promise<PaidOutcome>;
  /** Changes what is queued in place; of what was sent already, it queues an edit. */
  edit(chatId: string, target: MessageRef, text: string): Promise<void>;
  /** Removes what is queued and was never tried; of anything else, it queues a delete. */
  remove(chatId: string, target: MessageRef): Promise<void>;
  /** Of one that needs attention: tries it again. Of one that needs confirmation: the user wants it, at this price. */
  confirm(itemId: string, price?: Price): Promise<void>;
  /** The user gives it up; counted as dropped by the user. */
  discard(itemId: string): Promise<void>;
  /** In order of their numbers, the signed-in user's. */
  items(): readonly OutboxItem[];
  readonly counts: OutboxCounts;
  subscribe(listener: () => void): () => void;
  /** Rows that could not be read, as they lie there. */
  exportQuarantine(): Promise<readonly string[]>;
}
