import type { RefusalReason } from './check-wish.ts';
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
  /** Rows of a newer version of this library: left as they are until it is back. */
  readonly newer: number;
  /** Since this page began: given up by the user, and ephemeral ones that were too late or refused. */
  readonly dropped: { readonly byUser: number; readonly ephemeral: number };
}

/** Nothing was kept and nothing will be sent: what the user wrote is still where they wrote it. `detail` is for you, not for your user. */
export interface OutboxRefusal {
  readonly kind: 'refused';
  readonly code: RefusalReason;
  readonly detail: string;
}

export type EnqueueOutcome = { readonly kind: 'queued'; readonly item: OutboxItem } | OutboxRefusal;
export type ChangeOutcome = { readonly kind: 'done' } | OutboxRefusal;

export type PaidOutcome =
  | { readonly kind: 'delivered'; readonly receipt: DeliveryReceipt }
  /** Nothing was paid; `code` as the server gives it, such as `insufficient-funds` or `price-changed`, or a `RefusalReason` of this device. */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string; readonly price?: Price }
  /** Its time is over. It may have been paid: asking again is safe, and only the user does. */
  | { readonly kind: 'needs-confirmation'; readonly itemId: string };

/**
 * What the user did and the server has not acknowledged yet. When a method resolves, its effect survives a kill; nothing leaves but by a
 * server's receipt or by the user's own wish. No method rejects.
 */
export interface Outbox {
  /** Queues it, and removes the composer's text of that chat in the same step when it is this text. What has a price is of the class `paid`. */
  send(wish: OutboxWish, options?: { readonly writeClass?: 'message' | 'ephemeral' }): Promise<EnqueueOutcome>;
  /** For a message with a price and for a transfer: resolves when the server has decided or the time is over. */
  pay(wish: OutboxWish & { readonly price: Price }): Promise<PaidOutcome>;
  /** Changes what is queued in place while it was never tried; of what was, it queues an edit. */
  edit(chatId: string, target: MessageRef, text: string): Promise<ChangeOutcome>;
  /** Removes what is queued and was never tried; of anything else, it queues a delete. */
  remove(chatId: string, target: MessageRef): Promise<ChangeOutcome>;
  /**
   * Of one that needs attention: tries it again, under a new id where the server keeps its refusal for ever. Of one that needs confirmation: the
   * user wants it, at this price.
   */
  confirm(itemId: string, price?: Price): Promise<ChangeOutcome>;
  /** The user gives it up, and what changes it; counted as dropped by the user. */
  discard(itemId: string): Promise<ChangeOutcome>;
  /** In order of their numbers, the signed-in user's. The same array until something changes. */
  items(): readonly OutboxItem[];
  readonly counts: OutboxCounts;
  /** False where this device keeps nothing: what is queued lives as long as this page. */
  readonly isDurable: boolean;
  /** Hears of every change of items and counts. */
  subscribe(listener: () => void): () => void;
  /** Rows that could not be read, as they lie there. */
  exportQuarantine(): Promise<readonly string[]>;
}
