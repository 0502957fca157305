import type { Entry } from '../messages/entry.ts';

/** An entry as JSON, with all that its digest covers, so that a client can check the chain. Made once, whoever reads it. */
export function entryText({ tenant: _tenant, chat: _chat, content, ai, ...entry }: Entry): string {
  return JSON.stringify({ ...entry, ...content, ...(ai && { ai: { ...ai, costMinor: String(ai.costMinor) } }) });
}

/** A frame with entries of a chat that follow one another. */
export function entriesText(chat: string, entries: readonly string[]): string {
  // A chat id needs no escaping.
  return `{"type":"entries","chat":"${chat}","entries":[${entries.join(',')}]}`;
}
