import type { LedgerChange, LedgerState } from '../../../ledger/batch.ts';
import { decideBatch } from '../../../ledger/decide-batch.ts';
import type { GroupOutcome } from '../../../ledger/outcome.ts';
import { invariant } from '../../../kernel/invariant.ts';
import type { ChatChange, ChatState } from '../../../messages/chat-batch.ts';
import { appendPaidSends, judgePaidSends } from '../../../messages/decide-paid-sends.ts';
import { decideRepeat, decideSends } from '../../../messages/decide-sends.ts';
import type { PaidSend, SendJudgement, SendOutcome } from '../../../messages/send.ts';
import { toySha256 } from '../../toy-sha256.ts';
import type { ChatOutcome, ChatWish } from './chat-wish.ts';

export interface ChatWorldState {
  readonly chat: ChatState;
  readonly ledger: LedgerState;
}

/** What a batch comes to; written as it stands, in one transaction. */
export interface ChatWorldChange {
  readonly outcomes: readonly ChatOutcome[];
  readonly chat?: Omit<ChatChange, 'outcomes'>;
  readonly ledger?: LedgerChange;
  readonly memberships: readonly (ChatWish & { readonly kind: 'membership' })[];
}

export type DecideChats = (state: ChatWorldState, wishes: readonly ChatWish[]) => ChatWorldChange;

/** The steps of a paid batch where somebody could go wrong. */
export interface PaidSteps {
  /** Whose payment is looked at. */
  readonly isPaidFor: (judgement: { readonly kind: string }) => boolean;
  /** Whose message is written. */
  readonly isWritten: (payment: GroupOutcome) => boolean;
}

const rightSteps: PaidSteps = { isPaidFor: ({ kind }) => kind === 'accepted', isWritten: ({ kind }) => kind === 'posted' };

/** What the adapters do in one transaction, out of the decisions that they take from core. A batch is of one kind, since its lane is. */
export function decideChatBatch(state: ChatWorldState, wishes: readonly ChatWish[], steps: PaidSteps = rightSteps): ChatWorldChange {
  const memberships = wishes.filter((wish) => wish.kind === 'membership');
  if (memberships.length > 0) return { outcomes: memberships.map(() => ({ kind: 'changed' })), memberships };
  const paid = wishes.flatMap((wish) => (wish.kind === 'paid' ? [wish.paid] : []));
  if (paid.length > 0) return decidePaid(state, paid, steps);
  const { outcomes, ...chat } = decideSends(state.chat, wishes.flatMap((wish) => (wish.kind === 'send' ? [wish.send] : [])), toySha256);
  return { outcomes, chat, memberships };
}

interface Ride {
  readonly paid: PaidSend;
  readonly judgement: SendJudgement | undefined;
  payment?: GroupOutcome | undefined;
  answer?: SendOutcome | undefined;
}

/** Judge, pay, write: the three steps of `sendPaid`. */
function decidePaid(state: ChatWorldState, paid: readonly PaidSend[], { isPaidFor, isWritten }: PaidSteps): ChatWorldChange {
  const judgements = judgePaidSends(state.chat, paid, toySha256);
  const rides = paid.map((each, index): Ride => ({ paid: each, judgement: judgements[index] }));
  const payable = rides.filter(({ judgement }) => judgement !== undefined && isPaidFor(judgement));
  const ledger = decideBatch(state.ledger, payable.map(({ paid: { group } }) => group), toySha256);
  payable.forEach((ride, index) => { ride.payment = ledger.outcomes[index]; });
  const written = rides.filter(({ judgement, payment }) => judgement?.kind === 'accepted' && payment !== undefined && isWritten(payment));
  const { outcomes, ...chat } = appendPaidSends(state.chat, written.map((ride) => ride.paid), toySha256);
  written.forEach((ride, index) => { ride.answer = outcomes[index]; });
  // A twin in the same batch is judged once more, and finds the message of the first.
  const after: ChatState = { ...state.chat, known: [...state.chat.known, ...chat.entries] };
  return { outcomes: rides.map((ride) => answerTo(ride, after)), chat, ledger, memberships: [] };
}

function answerTo({ paid, judgement, payment, answer }: Ride, after: ChatState): SendOutcome {
  if (judgement !== undefined && judgement.kind !== 'accepted') return judgement;
  return answer ?? paymentRefusal(payment) ?? receiptOf(decideRepeat(after, paid.send, toySha256));
}

function paymentRefusal(payment: GroupOutcome | undefined): SendOutcome | undefined {
  return payment?.kind === 'refused' ? { kind: 'payment-refused', code: payment.code, detail: payment.detail, replayed: payment.replayed } : undefined;
}

function receiptOf(repeat: SendOutcome | undefined): SendOutcome {
  invariant(repeat !== undefined, 'a payment was booked without its message');
  return repeat;
}
