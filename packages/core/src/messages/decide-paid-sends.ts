import { invariant } from '../kernel/invariant.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import { appendEntry } from './append-entry.ts';
import type { ChatChange, ChatState } from './chat-batch.ts';
import { beginChatWork, changesOf, noteSent } from './chat-work.ts';
import { identityKey } from './identity-key.ts';
import { judgeSend } from './judge-send.ts';
import type { PaidSend, SendJudgement, SendOutcome } from './send.ts';

/**
 * The first half of paid messages: may they be written once they are paid? In the order of their arrival, as if every accepted one were going
 * to be paid: a member in slow mode who sends two is asked to wait with the second, even if the first then lacks the money. The second of one
 * identity is accepted as well: the ledger answers its payment as a repeat, and its entry is the one that the first got (see `decideRepeat`).
 */
export function judgePaidSends(state: ChatState, paid: readonly PaidSend[], sha256: Sha256): readonly SendJudgement[] {
  const work = beginChatWork(state, sha256);
  return paid.map(({ send, group }) => {
    invariant(send.tenant === state.tenant && group.tenant === state.tenant, 'a batch is of one tenant');
    const judgement = judgeSend(work, send);
    if (judgement.kind !== 'accepted') return judgement;
    work.accepted.set(identityKey(send), send);
    noteSent(work, send);
    return judgement;
  });
}

/**
 * The second half: writes messages whose payments are being booked. They are not judged again, since a payment cannot be refused after it was
 * made; so the state must be the one that they were judged by, still locked.
 * @param paid accepted by `judgePaidSends`, each identity once: a second one would be a bug of the caller
 */
export function appendPaidSends(state: ChatState, paid: readonly PaidSend[], sha256: Sha256): ChatChange {
  const work = beginChatWork(state, sha256);
  const outcomes = paid.map(({ send, group }): SendOutcome => {
    invariant(!work.known.has(identityKey(send)), 'an identity is written once');
    return { kind: 'written', entry: appendEntry(work, send, group.operations[0].key) };
  });
  return { outcomes, ...changesOf(work) };
}
