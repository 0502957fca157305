import { targetOf } from './answer-repeat.ts';
import { type ChatWork, chatOf, noteSent, placeKey } from './chat-work.ts';
import { contentDigestOf, entryDigestOf } from './entry-digest.ts';
import type { Entry } from './entry.ts';
import { identityKey } from './identity-key.ts';
import type { Send } from './send.ts';

/** What an entry does to the number of messages that are not deleted. */
export const messagesPer = { message: 1, edit: 0, delete: -1 } as const satisfies Record<Entry['kind'], number>;

/** Writes the next entry of the chat. @param send was accepted */
export function appendEntry(work: ChatWork, send: Send, paymentKey?: string): Entry {
  const chat = chatOf(work, send.chat);
  const unsealed = unsealedEntry(work, send, { seq: chat.lastSeq + 1, paymentKey });
  const entry: Entry = { ...unsealed, digest: entryDigestOf(unsealed, chat.digest, work.sha256) };
  work.chats.set(chat.id, { ...chat, lastSeq: entry.seq, digest: entry.digest, messages: chat.messages + messagesPer[entry.kind] });
  work.known.set(identityKey(entry), entry);
  work.entries.push(entry);
  noteVersion(work, entry);
  if (entry.kind === 'delete') forgetTexts(work, entry);
  noteSent(work, send);
  return entry;
}

function unsealedEntry(work: ChatWork, send: Send, { seq, paymentKey }: { readonly seq: number; readonly paymentKey: string | undefined }): Omit<Entry, 'digest'> {
  const target = targetOf(send);
  const content = send.kind === 'delete' ? undefined : send.content;
  const before = target === undefined ? undefined : work.messages.get(placeKey(send.chat, target));
  return {
    tenant: work.tenant, chat: send.chat, userId: send.userId, install: send.install, installSeq: send.installSeq,
    seq, kind: send.kind, target, version: (before?.latest.version ?? 0) + 1,
    content, contentDigest: content && contentDigestOf(content, work.sha256),
    paymentKey, ai: send.kind === 'message' ? send.ai : undefined, atMs: work.nowMs,
  };
}

function noteVersion({ messages }: ChatWork, entry: Entry): void {
  const changed = messages.get(placeKey(entry.chat, entry.target ?? entry.seq));
  if (changed === undefined) messages.set(placeKey(entry.chat, entry.seq), { message: entry, latest: entry });
  else changed.latest = entry;
}

/** A deletion takes every text of its message with it: what comes again in this batch is answered as it would be in the next. */
function forgetTexts({ known }: ChatWork, { chat, target }: Entry): void {
  for (const [identity, entry] of known) {
    if (entry.chat === chat && (entry.target ?? entry.seq) === target && entry.content !== undefined) known.set(identity, { ...entry, content: undefined });
  }
}
