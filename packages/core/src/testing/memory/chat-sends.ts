import type { Clock } from '../../kernel/clock.ts';
import type { Sha256 } from '../../kernel/sha256.ts';
import type { LedgerStore, SubmitOptions } from '../../ledger/ledger-store.ts';
import { appendPaidSends, judgePaidSends } from '../../messages/decide-paid-sends.ts';
import type { ChatStore } from '../../messages/chat-store.ts';
import { decideRepeat, decideSends } from '../../messages/decide-sends.ts';
import type { PaidSend, Send, SendOutcome } from '../../messages/send.ts';
import { requireValidSend } from '../../messages/validate-send.ts';
import { applyChatChange, type ChatTables, readChatState } from './chat-tables.ts';
import type { turns } from './chat-turns.ts';

export interface ChatSendParts {
  readonly tables: ChatTables;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly ledger: Pick<LedgerStore, 'submit'>;
  readonly inTurn: ReturnType<typeof turns>;
}

interface Waiting {
  readonly send: Send;
  readonly done: (outcome: SendOutcome | Promise<never>) => void;
}

export function chatSends(parts: ChatSendParts): Pick<ChatStore, 'send' | 'sendPaid' | 'repeatOf'> {
  const waiting = new Map<string, Waiting[]>();
  return {
    async send(send) {
      requireValidSend(send);
      return new Promise((done) => {
        const queue = waiting.get(send.tenant);
        if (queue !== undefined) return void queue.push({ send, done });
        waiting.set(send.tenant, [{ send, done }]);
        void parts.inTurn(() => {
          const batch = waiting.get(send.tenant) ?? [];
          waiting.delete(send.tenant);
          writeBatch(parts, batch);
        });
      });
    },
    async sendPaid(paid, options) {
      requireValidSend(paid.send);
      return parts.inTurn(() => writePaid(parts, paid, options));
    },
    async repeatOf(send) {
      requireValidSend(send);
      const { tables, clock, sha256 } = parts;
      return decideRepeat(readChatState(tables, [send], { tenant: send.tenant, nowMs: clock.nowMs() }), send, sha256);
    },
  };
}

function writeBatch({ tables, clock, sha256 }: ChatSendParts, batch: readonly Waiting[]): void {
  const sends = batch.map(({ send }) => send);
  const tenant = sends[0]?.tenant ?? '';
  try {
    const change = decideSends(readChatState(tables, sends, { tenant, nowMs: clock.nowMs() }), sends, sha256);
    applyChatChange(tables, tenant, change);
    for (const [index, outcome] of change.outcomes.entries()) batch[index]?.done(outcome);
  } catch (error) {
    for (const { done } of batch) done(Promise.reject(error));
  }
}

/** Judges, books, writes. Nobody else writes to a chat meanwhile; a payment that was booked before without its message was cut off there. */
async function writePaid({ tables, clock, sha256, ledger }: ChatSendParts, paid: PaidSend, options: SubmitOptions | undefined): Promise<SendOutcome> {
  const { tenant } = paid.send;
  const state = readChatState(tables, [paid.send], { tenant, nowMs: clock.nowMs() });
  const [judgement] = judgePaidSends(state, [paid], sha256);
  if (judgement !== undefined && judgement.kind !== 'accepted') return judgement;
  const payment = await ledger.submit(paid.group, options);
  if (payment.kind === 'refused') return { kind: 'payment-refused', code: payment.code, detail: payment.detail, replayed: payment.replayed };
  const change = appendPaidSends(state, [paid], sha256);
  applyChatChange(tables, tenant, change);
  return change.outcomes[0] as SendOutcome;
}
