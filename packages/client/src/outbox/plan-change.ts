import { targetOf } from './outbox-book.ts';
import type { DeliveryReceipt, MessageRef } from './outbox-item.ts';
import { keyOf, type OutboxRow } from './outbox-row.ts';

/** What is to be done for an edit or a delete. `queue`: it goes behind, about this message; `drops` are keys of rows that it makes needless. */
export type ChangePlan =
  | { readonly kind: 'rewrite'; readonly row: OutboxRow }
  | { readonly kind: 'queue'; readonly target: MessageRef; readonly drops: readonly string[] }
  | { readonly kind: 'drop'; readonly drops: readonly string[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown-message' };

export interface ChangeFacts {
  readonly target: MessageRef;
  /** The message's own row, while the server has not acknowledged it. */
  readonly message: OutboxRow | undefined;
  readonly receipt: DeliveryReceipt | undefined;
  /** Edits and deletes of it that wait, in order. */
  readonly pending: readonly OutboxRow[];
}

/** The last word counts: it goes into what has not left yet, and never into what may have. */
export function planEdit(facts: ChangeFacts, text: string): ChangePlan {
  const { message, pending } = facts;
  if (pending.some(({ wish }) => wish.kind === 'delete')) return { kind: 'unknown-message' };
  const open = mayChange(message) ? message : pending.filter(mayChange).pop();
  if (open?.wish.kind === 'message' || open?.wish.kind === 'edit') return { kind: 'rewrite', row: { ...open, wish: { ...open.wish, text } } };
  return queued(facts, []);
}

/** What was never tried is gone; of anything else a delete is queued, and edits that wait are needless. */
export function planDelete(facts: ChangeFacts): ChangePlan {
  const { message, pending } = facts;
  if (mayChange(message)) return { kind: 'drop', drops: [message, ...pending].map(keyOf) };
  if (pending.some(({ wish, trouble }) => wish.kind === 'delete' && trouble === undefined)) return { kind: 'nothing' };
  return queued(facts, pending.filter(mayChange).map(keyOf));
}

function queued({ target, message, receipt }: ChangeFacts, drops: readonly string[]): ChangePlan {
  if ('seq' in target || message !== undefined) return { kind: 'queue', target, drops };
  return receipt?.entry === undefined ? { kind: 'unknown-message' } : { kind: 'queue', target: { seq: receipt.entry.seq }, drops };
}

/** The server does not have it: it never left, or was refused. */
function mayChange(row: OutboxRow | undefined): row is OutboxRow {
  return row !== undefined && (!row.isTried || (row.trouble !== undefined && !(row.trouble.kind === 'needs-confirmation' && row.trouble.reason === 'too-old')));
}

/** If this row changes that message. */
export function isAbout(row: OutboxRow, target: MessageRef, chatId: string): boolean {
  const own = targetOf(row.wish);
  if (own === undefined || row.wish.kind === 'transfer' || row.wish.chatId !== chatId) return false;
  return 'seq' in own ? 'seq' in target && own.seq === target.seq : 'itemId' in target && own.itemId === target.itemId;
}
