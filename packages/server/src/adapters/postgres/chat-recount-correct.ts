import { type ChatCorrection, type ChatCursor, type ChatHead, headDifferences, type NewConflict, SoraError } from '@sora/core';
import type { Pool } from 'pg';
import { recordConflicts } from './conflict-log.ts';
import { changedCount, type Queryable, selectOne } from './query.ts';
import { inTransaction } from './transaction.ts';

/** Entries up to some number, counted. 64-bit numbers as text. */
interface CountedRow {
  readonly entries: string;
  readonly last_seq: string;
  readonly messages: string;
}

interface HeadRow {
  readonly last_seq: string;
  readonly digest: string;
  readonly messages: string;
}

/** Counts what is there before it takes the lock, so that writers wait for as much as was written meanwhile and no longer. */
export async function correctChat(pool: Pick<Pool, 'connect' | 'query'>, chat: ChatCursor): Promise<ChatCorrection> {
  const before = await count(pool, chat, 0);
  return await inTransaction(pool, (tx) => correctLocked(tx, chat, before));
}

/** @param tx under READ COMMITTED, so that each statement after the lock sees what was committed before it was had */
async function correctLocked(tx: Queryable, chat: ChatCursor, old: Counted): Promise<ChatCorrection> {
  const key = [chat.tenant, chat.id];
  const locked = await selectOne<HeadRow>(tx, lockSql, key);
  if (locked === undefined) throw new SoraError('unknown-chat', { detail: `There is no chat ${chat.id}.` });
  const recent = await count(tx, chat, old.lastSeq);
  const last = await selectOne<HeadRow & { readonly transaction: string; readonly noted_seq: string }>(tx, lastSql, key);
  if (last === undefined) throw new Error('A sum always has a row.');
  const head = headOf(locked);
  const entries = old.entries + recent.entries;
  const counted: ChatHead = { lastSeq: Number(last.last_seq), digest: last.digest, messages: old.messages + recent.messages };
  const isWhole = entries === counted.lastSeq && Number(last.noted_seq) <= counted.lastSeq;
  if (!isWhole) return await leaveAlone(tx, chat, { head, counted, entries, knownSeq: Number(last.noted_seq) });
  await changedCount(tx, noteSql, [...key, counted.lastSeq, counted.messages]);
  const differences = headDifferences(head, { ...counted, versions: new Map() });
  if (differences.length === 0) return { kind: 'was-right', before: head, after: head, isNews: false };
  // Back to the beginning first: a head moves on only from where its entries are, and this one may have to move on.
  await changedCount(tx, setSql, [...key, 0, '0'.repeat(64), 0]);
  await changedCount(tx, setSql, [...key, counted.lastSeq, counted.digest, counted.messages]);
  await recordConflicts(tx, [correctedConflict(chat, { head, counted, differences, transaction: last.transaction })]);
  return { kind: 'corrected', before: head, after: counted, isNews: true };
}

// As the lanes lock it: neither writes while the other works.
const lockSql = `select last_seq, encode(digest, 'hex') as digest, messages from chat where tenant = $1 and chat = $2 for no key update`;

const countSql = `
  select count(*) as entries, coalesce(max(seq), 0) as last_seq, coalesce(sum(case kind when 'message' then 1 when 'delete' then -1 else 0 end), 0) as messages
  from entry where tenant = $1 and chat = $2 and seq > $3`;

const lastSql = `
  select coalesce(l.seq, 0) as last_seq, encode(coalesce(l.digest, decode(repeat('00', 32), 'hex')), 'hex') as digest, 0 as messages,
    pg_current_xact_id()::text as transaction, coalesce(r.seq, 0) as noted_seq
  from (select 1) as always
  left join lateral (select seq, digest from entry where tenant = $1 and chat = $2 order by seq desc limit 1) as l on true
  left join chat_recount r on r.tenant = $1 and r.chat = $2`;

const noteSql = `
  insert into chat_recount (tenant, chat, seq, messages) values ($1, $2, $3, $4)
  on conflict (tenant, chat) do update set seq = excluded.seq, messages = excluded.messages`;

const setSql = `update chat set last_seq = $3, digest = decode($4, 'hex'), messages = $5 where tenant = $1 and chat = $2`;

interface Counted {
  readonly entries: number;
  readonly lastSeq: number;
  readonly messages: number;
}

async function count(db: Queryable, { tenant, id }: ChatCursor, afterSeq: number): Promise<Counted> {
  const row = await selectOne<CountedRow>(db, countSql, [tenant, id, afterSeq]);
  return { entries: Number(row?.entries), lastSeq: Number(row?.last_seq), messages: Number(row?.messages) };
}

function headOf({ last_seq, digest, messages }: HeadRow): ChatHead {
  return { lastSeq: Number(last_seq), digest, messages: Number(messages) };
}

/** The key carries the transaction: the same chat may be altered in the same way again, and is then corrected again. */
function correctedConflict({ tenant, id }: ChatCursor, { head, counted, differences, transaction }: { readonly head: ChatHead; readonly counted: ChatHead; readonly differences: readonly string[]; readonly transaction: string }): NewConflict {
  return {
    tenant, type: 'CHAT_STATE_MISMATCH', subject: id, dedupKey: `${id} ${transaction}`,
    resolution: 'The head of the chat was set to what its entries come to; no entry was touched.',
    detail: { outcome: 'corrected', differences, before: { ...head }, after: { ...counted } },
  };
}

interface Incomplete {
  readonly head: ChatHead;
  readonly counted: ChatHead;
  readonly entries: number;
  /** How far entries had been counted before. */
  readonly knownSeq: number;
}

/** Recorded once for one such finding, however often it is looked at. */
async function leaveAlone(tx: Queryable, { tenant, id }: ChatCursor, { head, counted: { lastSeq }, entries, knownSeq }: Incomplete): Promise<ChatCorrection> {
  const news = await recordConflicts(tx, [{
    tenant, type: 'CHAT_STATE_MISMATCH', subject: id, dedupKey: `${id} missing ${entries} ${lastSeq} ${knownSeq}`,
    resolution: 'Entries of this chat are missing, so that nothing was recounted: it takes no new ones until they are there again. Compare it with a backup.',
    detail: { outcome: 'unresolvable', head: { ...head }, entries, lastSeq, countedBefore: knownSeq },
  }]);
  return { kind: 'unresolvable', before: head, after: head, isNews: news.length > 0 };
}
