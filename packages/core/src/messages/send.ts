import type { LinkedGroup } from '../ledger/operation.ts';
import type { RefusalCode } from '../ledger/outcome.ts';
import type { AiOrigin, Content, Entry, EntryIdentity } from './entry.ts';

/** One wish about a chat's log. */
export type Send = EntryIdentity & (
  | { readonly kind: 'message'; readonly content: Content; readonly ai?: AiOrigin }
  | { readonly kind: 'edit'; readonly target: number; readonly content: Content }
  | { readonly kind: 'delete'; readonly target: number }
);

/** A message with its payment: both happen, or neither. Its key is made from the message's identity. */
export interface PaidSend {
  readonly send: Send & { readonly kind: 'message' };
  readonly group: LinkedGroup;
}

/** Why an entry was not written. Each is also a problem code over HTTP. */
export type SendRefusalCode =
  | 'unknown-chat'
  | 'not-a-member'
  | 'not-allowed'
  | 'chat-closed'
  | 'slow-mode'
  /** Edit or delete of what is not there, is no message, or was deleted. */
  | 'unknown-message'
  /** The identity was used for something else. */
  | 'identity-reused';

export interface SendRefusal {
  readonly kind: 'refused';
  readonly code: SendRefusalCode;
  /** A sentence about this case. */
  readonly detail: string;
  /** Of `slow-mode`: how long until the same would be written. */
  readonly retryAfterMs?: number;
}

/** May it be written? `replayed`: it was before, and this is the entry of that time. */
export type SendJudgement = { readonly kind: 'accepted' } | { readonly kind: 'replayed'; readonly entry: Entry } | SendRefusal;

export type SendOutcome =
  /** `replayed`: it was written before, and this is the entry of that time. */
  | { readonly kind: 'written' | 'replayed'; readonly entry: Entry }
  | SendRefusal
  /** Only of paid ones: the money was refused, so the message was not written. */
  | { readonly kind: 'payment-refused'; readonly code: RefusalCode; readonly detail: string; readonly replayed: boolean };
