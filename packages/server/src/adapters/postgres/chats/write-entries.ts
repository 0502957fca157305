import type { Chat, ChatChange, Entry } from '@sora/core';
import { plainArray, textArray } from '../ledger/array-literal.ts';
import type { LockedChats } from './lock-and-read.ts';
import { aiJson } from './rows.ts';

// Heads by their place, which saves a look-up each. A member's row may move meanwhile, when they read.
/** Writes a batch: its entries, the new head of every chat it touched, and when its senders sent last. The fence undoes it all if a chat is no longer as it was read. */
export const writeEntriesSql = `
  with written as (
    insert into entry (tenant, at, chat, seq, user_id, install, install_seq, kind, target, version, text, text_salt, content_digest, payment_key, ai, digest)
    select $1, to_timestamp($2::float8 / 1000), chat, seq, user_id, install, install_seq, kind, target, version, text, text_salt,
      decode(content_digest, 'hex'), payment_key, ai, decode(digest, 'hex')
    from unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::bigint[], $10::int[], $11::text[], $12::text[], $13::text[],
      $14::text[], $15::jsonb[], $16::text[])
      as e (chat, seq, user_id, install, install_seq, kind, target, version, text, text_salt, content_digest, payment_key, ai, digest)
  ), noted as (
    update chat_member set last_sent_at = to_timestamp(now.last_sent_at_ms / 1000)
    from unnest($17::text[], $18::text[], $19::float8[]) as now (chat, user_id, last_sent_at_ms)
    where chat_member.tenant = $1 and chat_member.chat = now.chat and chat_member.user_id = now.user_id
  ), moved as (
    update chat set last_seq = now.last_seq, digest = decode(now.digest, 'hex'), messages = now.messages, last_at = to_timestamp($2::float8 / 1000),
      checksum = chat_checksum(now.last_seq, decode(now.digest, 'hex'), now.messages)
    from unnest($20::tid[], $21::text[], $22::bigint[], $23::text[], $24::bigint[], $25::bigint[]) as now (place, chat, last_seq, digest, messages, seq_before)
    where chat.ctid = now.place and chat.tenant = $1 and chat.chat = now.chat and chat.last_seq = now.seq_before
    returning 1
  )
  select chat_fence((select count(*) from moved), $26)`;

export function writeEntriesQueries({ state, places }: LockedChats, { entries, senders, chats }: ChatChange) {
  const [first] = entries;
  if (first === undefined) return [];
  const before = new Map(state.chats.map((chat, index) => [chat.id, { chat, place: places[index] }]));
  const inSlowMode = senders.filter(({ chat }) => (before.get(chat)?.chat.slowModeMs ?? 0) > 0);
  const values = [state.tenant, first.atMs, ...entryArrays(entries), ...senderArrays(inSlowMode), ...headArrays(chats, before), chats.length];
  return [{ name: 'chat_write_entries', text: writeEntriesSql, values }];
}

function entryArrays(entries: readonly Entry[]): readonly string[] {
  const text = (value: (entry: Entry) => string | undefined) => textArray(entries.map(value));
  const plain = (value: (entry: Entry) => string | number | undefined) => plainArray(entries.map(value));
  return [
    text(({ chat }) => chat), plain(({ seq }) => seq), text(({ userId }) => userId), text(({ install }) => install), plain(({ installSeq }) => installSeq),
    plain(({ kind }) => kind), plain(({ target }) => target), plain(({ version }) => version), text(({ content }) => content?.text), plain(({ content }) => content?.salt),
    plain(({ contentDigest }) => contentDigest), text(({ paymentKey }) => paymentKey), text(({ ai }) => aiJson(ai)), plain(({ digest }) => digest),
  ];
}

function senderArrays(senders: ChatChange['senders']): readonly string[] {
  return [textArray(senders.map(({ chat }) => chat)), textArray(senders.map(({ userId }) => userId)), plainArray(senders.map(({ lastSentAtMs }) => lastSentAtMs))];
}

function headArrays(chats: readonly Chat[], before: ReadonlyMap<string, { readonly chat: Chat; readonly place: string | undefined }>): readonly string[] {
  return [
    textArray(chats.map(({ id }) => before.get(id)?.place)), textArray(chats.map(({ id }) => id)), plainArray(chats.map(({ lastSeq }) => lastSeq)),
    plainArray(chats.map(({ digest }) => digest)), plainArray(chats.map(({ messages }) => messages)), plainArray(chats.map(({ id }) => before.get(id)?.chat.lastSeq)),
  ];
}
