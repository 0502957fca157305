import { identityKey } from '../../../messages/identity-key.ts';
import { recordedRefusals } from '../../../ledger/outcome.ts';
import type { Entry } from '../../../messages/entry.ts';
import type { Send } from '../../../messages/send.ts';
import { logOf } from '../../memory/chat-tables.ts';
import { tenant } from '../tenant.ts';
import type { World } from '../world.ts';
import type { ChatCounts } from './chat-counts.ts';
import { type ChatOutcome, type ChatWish, sendOf } from './chat-wish.ts';
import type { ChatWorldTables } from './chat-world.ts';

/** Remembers what senders were told, and holds it against the log: at once, and at the end. */
export interface ChatWitness {
  hears(wish: ChatWish, outcome: ChatOutcome): void;
  conclude(): void;
}

type Receipt = Pick<Entry, 'chat' | 'seq' | 'digest'>;

export function createChatWitness({ violated, counts }: World<ChatCounts>, { chats, ledger }: ChatWorldTables): ChatWitness {
  /** What was acknowledged, by identity. */
  const receipts = new Map<string, Receipt>();
  /** The latest number in each chat of each install that was acknowledged: one install sends one thing after the other. */
  const latest = new Map<string, { readonly installSeq: number; readonly seq: number }>();
  /** Sends that were refused. Nothing is written down of that, so that a late copy of one may be written all the same, out of its order. */
  const refused = new Set<string>();
  /** Payments that were refused for good, by payer and key. */
  const unpaid = new Map<string, string>();

  const isThere = (id: string, { chat, seq, digest }: Receipt) => {
    const entry = logOf(chats, tenant, chat)[seq - 1];
    return entry?.digest === digest && identityKey(entry) === id;
  };

  function acknowledged(send: Send, { seq, digest }: Entry): void {
    const id = identityKey(send);
    const before = receipts.get(id);
    if (before !== undefined && (before.seq !== seq || before.digest !== digest)) return violated('answer-changed', `${id} is ${seq} now, and was ${before.seq}`);
    if (!isThere(id, { chat: send.chat, seq, digest })) return violated('acknowledged-but-missing', id);
    receipts.set(id, { chat: send.chat, seq, digest });
    if (!refused.has(id)) inspectOrder(send, seq);
    else if (before === undefined) counts.refusedThenWritten += 1;
    return undefined;
  }

  function inspectOrder({ chat, userId, install, installSeq }: Send, seq: number): void {
    const line = `${chat} ${userId} ${install}`;
    const before = latest.get(line);
    if (before !== undefined && before.installSeq < installSeq !== before.seq < seq && before.installSeq !== installSeq) violated('order-broken', `${line} sent ${installSeq} after ${before.installSeq}, and got ${seq} after ${before.seq}`);
    if (before === undefined || before.installSeq < installSeq) latest.set(line, { installSeq, seq });
  }

  return {
    hears(wish, outcome) {
      const send = sendOf(wish);
      if (send === undefined) return;
      if (outcome.kind === 'refused') refused.add(identityKey(send));
      if (outcome.kind === 'replayed') counts.replays += 1;
      if (outcome.kind === 'written' || outcome.kind === 'replayed') acknowledged(send, outcome.entry);
      if (wish.kind === 'paid' && outcome.kind === 'payment-refused' && recordedRefusals.has(outcome.code)) {
        const [{ payer, key }] = wish.paid.group.operations;
        unpaid.set(`${tenant} ${payer} ${key}`, identityKey(send));
      }
    },
    conclude() {
      for (const [id, receipt] of receipts) if (!isThere(id, receipt)) violated('acknowledged-but-missing', id);
      for (const [payment, id] of unpaid) if (ledger.transfers.has(payment) || receipts.has(id)) violated('refused-but-booked', id);
    },
  };
}
