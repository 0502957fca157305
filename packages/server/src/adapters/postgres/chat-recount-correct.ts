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
  return await inTransaction(pool, (tx) => recountLocked(tx, chat, before));
}

const nothing: Counted = { entries: 0, lastSeq: 0, messages: 0 };

/**
 * Locks a chat as the lanes do, and sets its head to what its entries come to.
 * @param tx under READ COMMITTED, so that each statement after the lock sees what was committed before it was had
 * @param old what was counted before; entries up to there are not counted again
 * @throws {SoraError} `unknown-chat`
 */
export async function recountLocked(tx: Queryable, chat: ChatCursor, old: Counted = nothing): Promise<ChatCorrection> {
  const key = [chat.tenant, chat.id];
  const locked = await selectOne<HeadRow & { readonly is_right: boolean }>(tx, lockSql, key);
  if (locked === undefined) throw new SoraError('unknown-chat', { detail: `There is no chat ${chat.id}.` });
  const recent = await count(tx, chat, old.lastSeq);
  const last = await selectOne<HeadRow & { readonly transaction: string; readonly noted_seq: string }>(tx, lastSql, key);
  if (last === undefined) throw new Error('A sum always has a row.');
  const head = headOf(locked);
  const entries = old.entries + recent.entries;
  const counted: ChatHead = { lastSeq: Number(last.last_seq), digest: last.digest, messages: old.messages + recent.messages };
  const knownSeq = Math.max(Number(last.noted_seq), locked.is_right ? head.lastSeq : 0);
  const isWhole = entries === counted.lastSeq && knownSeq <= counted.lastSeq;
  if (!isWhole) return await leaveAlone(tx, chat, { head, isRight: locked.is_right, counted, entries, knownSeq });
  await changedCount(tx, noteSql, [...key, counted.lastSeq, counted.messages]);
  const differences = headDifferences(head, { ...counted, versions: new Map() });
  // Also where nothing but the checksum is wrong.
  if (differences.length > 0 || !locked.is_right) await changedCount(tx, setSql, [...key, counted.lastSeq, counted.digest, counted.messages]);
  if (differences.length === 0) return { kind: 'was-right', before: head, after: head, isNews: false };
  await recordConflicts(tx, [correctedConflict(chat, { head, counted, differences, transaction: last.transaction })]);
  return { kind: 'corrected', before: head, after: counted, isNews: true };
}

// As the lanes lock it: neither writes while the other works.
const lockSql = `
  select last_seq, encode(digest, 'hex') as digest, messages, checksum = chat_checksum(last_seq, digest, messages) as is_right
  from chat where tenant = $1 and chat = $2 for no key update`;

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

const setSql = `
  update chat set last_seq = $3, digest = decode($4, 'hex'), messages = $5, checksum = chat_checksum($3, decode($4, 'hex'), $5)
  where tenant = $1 and chat = $2`;

const closeSql = 'update chat set closed = true where tenant = $1 and chat = $2 and not closed';

/** What entries come to, up to some number. */
export interface Counted {
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
  /** False: something else than the store wrote the head, so that nothing can go on from there. */
  readonly isRight: boolean;
  readonly counted: ChatHead;
  readonly entries: number;
  /** How far there were entries: they were counted, or a head that the store wrote says so. */
  readonly knownSeq: number;
}

/** Recorded once for one such finding, however often it is looked at. The chat goes on from a head that the store wrote; else it is closed. */
async function leaveAlone(tx: Queryable, { tenant, id }: ChatCursor, { head, isRight, counted: { lastSeq }, entries, knownSeq }: Incomplete): Promise<ChatCorrection> {
  if (!isRight) await changedCount(tx, closeSql, [tenant, id]);
  const then = isRight ? 'It goes on from its head, which is right.' : 'Its head was changed as well, so that it is closed: open it again once they are back.';
  const missing = Math.max(lastSeq, knownSeq) - entries;
  const news = await recordConflicts(tx, [{
    tenant, type: 'CHAT_STATE_MISMATCH', subject: id, dedupKey: `${id} missing ${missing}${isRight ? '' : ' closed'}`,
    resolution: `Entries of this chat are missing, so that nothing was recounted: compare it with a backup. ${then}`,
    detail: { outcome: 'unresolvable', head: { ...head }, isClosed: !isRight, entries, missing },
  }]);
  return { kind: 'unresolvable', before: head, after: head, isNews: news.length > 0 };
}
