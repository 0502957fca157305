import type { ChatWork } from './chat-work.ts';
import { contentDigestOf } from './entry-digest.ts';
import type { Entry } from './entry.ts';
import { identityKey } from './identity-key.ts';
import type { Send, SendJudgement, SendRefusal } from './send.ts';

/** What an identity that was written before gets; undefined when it was not. */
export function answerRepeat(work: ChatWork, send: Send): Exclude<SendJudgement, { readonly kind: 'accepted' }> | undefined {
  const entry = work.known.get(identityKey(send));
  if (entry === undefined) return undefined;
  return isSameWish(work, send, entry) ? { kind: 'replayed', entry } : reused(send);
}

/** What an identity gets that was accepted and waits for its payment. Both payments have the same keys: the ledger answers both alike, and books one. */
export function answerTwin(work: ChatWork, send: Send): SendJudgement | undefined {
  const first = work.accepted.get(identityKey(send));
  if (first === undefined) return undefined;
  return textOf(send) === textOf(first) ? { kind: 'accepted' } : reused(send);
}

/** Compares the text through the salt of its first time, since the place where it came in salts each time anew. */
function isSameWish({ sha256 }: ChatWork, send: Send, entry: Entry): boolean {
  if (send.kind !== entry.kind || targetOf(send) !== entry.target) return false;
  // Nobody can tell any more what was erased, and the entry stands in any case.
  if (send.kind === 'delete' || entry.content === undefined) return true;
  return contentDigestOf({ text: send.content.text, salt: entry.content.salt }, sha256) === entry.contentDigest;
}

export function targetOf(send: Send): number | undefined {
  return send.kind === 'message' ? undefined : send.target;
}

function textOf(send: Send): string | undefined {
  return send.kind === 'delete' ? undefined : send.content.text;
}

function reused({ install, installSeq }: Send): SendRefusal {
  return { kind: 'refused', code: 'identity-reused', detail: `Number ${installSeq} of the install "${install}" was used for something else in this chat.` };
}
