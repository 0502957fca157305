/**
 * What may become of something that cannot be sent at once.
 * - `message`: tried for ever.
 * - `paid`: tried until `maxAgeMs`; after that only the user can send it again. Never replayed behind their back.
 * - `ephemeral`: tried once a connection is there, dropped and counted when it is too old or refused. Kept in memory only.
 */
export type WriteClass = 'message' | 'paid' | 'ephemeral';

/** A price in minor units, digits as on the wire. */
export interface Price {
  readonly amount: string;
  readonly unit?: string;
}

/** A message named by its number in the chat or, while it has none, by the outbox item that will become it. */
export type MessageRef = { readonly seq: number } | { readonly itemId: string };

export type OutboxWish =
  | { readonly kind: 'message'; readonly chatId: string; readonly text: string; readonly price?: Price }
  | { readonly kind: 'edit'; readonly chatId: string; readonly target: MessageRef; readonly text: string }
  | { readonly kind: 'delete'; readonly chatId: string; readonly target: MessageRef }
  /** Money without a message: `POST /v1/wallets/…/transfers` to this payee under a key made of the item's identity. */
  | { readonly kind: 'transfer'; readonly payee: string; readonly price: Price; readonly memo?: string };

export type OutboxState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'sending' }
  /** The server refused it for good, or it cannot be read: the user decides. Later items go on without it. */
  | { readonly kind: 'needs-attention'; readonly code: string; readonly detail: string }
  /** Paid and too old to be sent unasked, or its price has changed (`price`): the user confirms or discards it. */
  | { readonly kind: 'needs-confirmation'; readonly reason: 'too-old' | 'price-changed'; readonly price?: Price };

export interface OutboxItem {
  /** `<install>-<installSeq>`: its identity on the server too, for ever. */
  readonly id: string;
  readonly install: string;
  readonly installSeq: number;
  readonly userId: string;
  readonly wish: OutboxWish;
  readonly writeClass: WriteClass;
  /** By the clock of the wall, for showing. */
  readonly enqueuedAtMs: number;
  readonly state: OutboxState;
  /** Tries that ended without a receipt. */
  readonly failedAttempts: number;
}

/** What the server says once it has the item; only this removes it from the outbox. */
export interface DeliveryReceipt {
  /** Of a message, edit or delete: its number in the chat, time and digest. */
  readonly entry?: { readonly chatId: string; readonly seq: number; readonly atMs: number; readonly digest: string };
  /** Of a transfer: its key. */
  readonly transferKey?: string;
}
