import type { OutboxItem } from '../outbox/outbox-item.ts';
import type { ChatEntry } from './chat-entry.ts';

/** A message as it stands now, with all that was done to it. */
export interface ChatMessage {
  /** In the chat; undefined while the server has not acknowledged it. */
  readonly seq: number | undefined;
  /** Of one that waits here: its item in the outbox. */
  readonly item: OutboxItem | undefined;
  readonly userId: string;
  /** Undefined once it was deleted or erased. */
  readonly text: string | undefined;
  readonly atMs: number;
  readonly isEdited: boolean;
  readonly isDeleted: boolean;
  readonly isPaid: boolean;
  readonly ai: ChatEntry['ai'];
}

/** The messages of a chat in order: what the log says, then what waits here, with edits and deletes that wait already shown. */
export function chatView(entries: readonly ChatEntry[], waiting: readonly OutboxItem[]): readonly ChatMessage[] {
  const messages = new Map<number, ChatMessage>();
  const acknowledged = new Set<string>();
  entries.forEach((entry) => {
    acknowledged.add(`${entry.install}-${entry.installSeq}`);
    const { seq, target, kind } = entry;
    if (kind === 'message') messages.set(seq, messageOf(entry));
    else change(messages, target, kind === 'edit' ? { text: entry.text, isEdited: true } : { text: undefined, isDeleted: true });
  });
  const unsent: ChatMessage[] = [];
  waiting.forEach((item) => {
    const { wish } = item;
    // The log may know of it before the receipt has come.
    if (acknowledged.has(item.id)) return;
    if (wish.kind === 'message') unsent.push(waitingMessage(item, wish.text, wish.price !== undefined));
    else if (wish.kind !== 'transfer' && 'seq' in wish.target) change(messages, wish.target.seq, wish.kind === 'edit' ? { text: wish.text, isEdited: true } : { text: undefined, isDeleted: true });
  });
  return Array.from(messages.values()).concat(unsent);
}

function messageOf({ seq, userId, text, atMs, paymentKey, ai }: ChatEntry): ChatMessage {
  return { seq, item: undefined, userId, text, atMs, isEdited: false, isDeleted: false, isPaid: paymentKey !== undefined, ai };
}

function waitingMessage(item: OutboxItem, text: string, isPaid: boolean): ChatMessage {
  return { seq: undefined, item, userId: item.userId, text, atMs: item.enqueuedAtMs, isEdited: false, isDeleted: false, isPaid, ai: undefined };
}

function change(messages: Map<number, ChatMessage>, seq: number | undefined, changes: Partial<ChatMessage>): void {
  const message = seq === undefined ? undefined : messages.get(seq);
  if (message !== undefined) messages.set(message.seq ?? 0, { ...message, ...changes });
}
