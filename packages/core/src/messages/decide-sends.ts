import { invariant } from '../kernel/invariant.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import { answerRepeat } from './answer-repeat.ts';
import { appendEntry } from './append-entry.ts';
import type { ChatChange, ChatState } from './chat-batch.ts';
import { beginChatWork, changesOf } from './chat-work.ts';
import { judgeSend } from './judge-send.ts';
import type { Send, SendOutcome } from './send.ts';

/**
 * What a batch of sends of one tenant comes to, in the order of their arrival: each sees what the sends before it have left, as if each had
 * been a batch of its own. One that is refused leaves nothing behind.
 * @param state everything the batch needs, locked (see `needsOfSends`)
 * @param sends all valid (see `validateSend`)
 */
export function decideSends(state: ChatState, sends: readonly Send[], sha256: Sha256): ChatChange {
  const work = beginChatWork(state, sha256);
  const outcomes = sends.map((send): SendOutcome => {
    invariant(send.tenant === state.tenant, 'a batch is of one tenant');
    const judgement = judgeSend(work, send);
    return judgement.kind === 'accepted' ? { kind: 'written', entry: appendEntry(work, send) } : judgement;
  });
  return { outcomes, ...changesOf(work) };
}

/** What a send got that came before; undefined for a new identity. @param state at least what is known of its identity */
export function decideRepeat(state: ChatState, send: Send, sha256: Sha256): SendOutcome | undefined {
  return answerRepeat(beginChatWork(state, sha256), send);
}
