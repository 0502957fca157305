import type { ChatWork } from './chat-work.ts';
import { contentDigestOf } from './entry-digest.ts';
import type { Entry } from './entry.ts';
import { identityKey } from './identity-key.ts';
import type { Send, SendJudgement, SendRefusal } from './send.ts';

/** What an identity that came before gets; undefined when it is new. */
export function answerRepeat(work: ChatWork, send: Send): SendJudgement | undefined {
  const id = identityKey(send);
  const entry = work.known.get(id);
  if (entry !== undefined) return isSameWish(work, send, entry) ? { kind: 'replayed', entry } : reused(send);
  const waiting = work.accepted.get(id);
  if (waiting === undefined) return undefined;
  // Their payments have the same keys: the ledger gives both the same answer, and books one.
  return textOf(send) === textOf(waiting) ? { kind: 'accepted' } : reused(send);
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
