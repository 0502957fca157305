import { needsItem } from './outbox-book.ts';
import type { DeliveryReceipt, MessageRef } from './outbox-item.ts';
import { keyOf, type OutboxRow } from './outbox-row.ts';

/** What is to be done for an edit or a delete; undefined when there is no such message. */
export interface ChangePlan {
  /** The row that takes it in. */
  readonly puts?: readonly OutboxRow[];
  /** Keys of rows that it makes needless. */
  readonly drops?: readonly string[];
  /** It goes behind, about this message. */
  readonly target?: MessageRef;
}

export interface ChangeFacts {
  readonly target: MessageRef;
  /** The message's own row, while the server has not acknowledged it. */
  readonly message: OutboxRow | undefined;
  readonly receipt: DeliveryReceipt | undefined;
  /** Edits and deletes of it that wait, in order. */
  readonly pending: readonly OutboxRow[];
}

/** The last word counts: it goes into what has not left yet, and never into what may have. */
export function planEdit(facts: ChangeFacts, text: string): ChangePlan | undefined {
  const { message, pending } = facts;
  if (pending.some(({ wish }) => wish.kind === 'delete')) return undefined;
  const open = mayChange(message) ? message : pending.filter(mayChange).pop();
  if (open?.wish.kind === 'message' || open?.wish.kind === 'edit') return { puts: [{ ...open, wish: { ...open.wish, text } }] };
  return queued(facts, []);
}

/** What was never tried is gone; of anything else a delete is queued, and edits that wait are needless. */
export function planDelete(facts: ChangeFacts): ChangePlan | undefined {
  const { message, pending } = facts;
  if (mayChange(message)) return { drops: [message, ...pending].map(keyOf) };
  if (pending.some(({ wish, trouble }) => wish.kind === 'delete' && trouble === undefined)) return {};
  return queued(facts, pending.filter(mayChange).map(keyOf));
}

function queued({ target, message, receipt }: ChangeFacts, drops: readonly string[]): ChangePlan | undefined {
  if ('seq' in target || message !== undefined) return { target, drops };
  return receipt?.entry && { target: { seq: receipt.entry.seq }, drops };
}

/** The server does not have it: it never left, or was refused. */
function mayChange(row: OutboxRow | undefined): row is OutboxRow {
  return row !== undefined && (!row.isTried || (row.trouble !== undefined && !(row.trouble.kind === 'needs-confirmation' && row.trouble.reason === 'too-old')));
}

/** If this row changes that message. */
export function isAbout({ wish }: OutboxRow, target: MessageRef, chatId: string): boolean {
  if (!('target' in wish) || wish.chatId !== chatId) return false;
  return 'seq' in target ? 'seq' in wish.target && wish.target.seq === target.seq : needsItem(wish) === target.itemId;
}
