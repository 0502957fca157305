import { type ChatOverview, type LogState, maxCountedMembers, maxNamedGaps, type MemberSummary, type SeqRange, stretchesOf, type StripQuery, stripPlan } from '@sora/core';
import { chatOf, type ChatRow } from './chats/rows.ts';
import { countStretchesSql, findGapsSql, logStateSql, membersSql, outlinesSql, recentChatsSql } from './chat-overview-sql.ts';
import { outlineOf, type OutlineRow } from './chat-overview-rows.ts';
import { type Queryable, selectAll, selectOne } from './query.ts';

/** Entries since the last count that are counted for one look: some 10 ms. */
const maxCounted = 20_000;

export function postgresChatOverview(db: Queryable): ChatOverview {
  return {
    async recent(tenant, limit) {
      const rows = await selectAll<ChatRow & { readonly last_at_ms: number }>(db, recentChatsSql, [tenant, limit]);
      return rows.map((row) => ({ ...chatOf(row), lastAtMs: row.last_at_ms }));
    },
    log: (tenant, chat) => logState(db, tenant, chat),
    strip: (query) => strip(db, query),
    async entries({ tenant, chat, beforeSeq = Number.MAX_SAFE_INTEGER, limit }) {
      return (await selectAll<OutlineRow>(db, outlinesSql, [tenant, chat, beforeSeq, limit])).map(outlineOf);
    },
    members: (query) => members(db, query),
  };
}

/** 64-bit numbers as text. */
interface StateRow extends ChatRow {
  readonly log_seq: string;
  readonly log_digest: string;
  readonly log_messages: string;
  readonly known_seq: string;
  readonly is_counted: boolean;
}

async function logState(db: Queryable, tenant: string, chat: string): Promise<LogState | undefined> {
  const row = await selectOne<StateRow>(db, logStateSql, [tenant, chat, maxCounted]);
  return row && {
    chat: chatOf(row), lastSeq: Number(row.log_seq), digest: row.log_digest,
    messages: row.is_counted ? Number(row.log_messages) : undefined, knownSeq: Number(row.known_seq),
  };
}

interface StretchRow {
  readonly place: number;
  readonly messages: number;
  readonly edits: number;
  readonly deletes: number;
}

/** Two statements, of which each may see a later state: below `toSeq` there is none. */
async function strip(db: Queryable, query: StripQuery) {
  const plan = stripPlan(query);
  const range = [query.tenant, query.chat, plan.fromSeq, plan.toSeq];
  const rows = await selectAll<StretchRow>(db, countStretchesSql, [...range, plan.each]);
  const gaps = await selectAll<SeqRange>(db, findGapsSql, [...range, maxNamedGaps]);
  const counted = new Map(rows.map(({ place, ...counts }) => [place, counts]));
  const stretches = stretchesOf(plan).map((stretch, place) => ({ ...stretch, ...(counted.get(place) ?? { messages: 0, edits: 0, deletes: 0 }) }));
  const there = stretches.reduce((sum, { messages, edits, deletes }) => sum + messages + edits + deletes, 0);
  return { fromSeq: plan.fromSeq, toSeq: plan.toSeq, stretches, gaps, missing: plan.toSeq - plan.fromSeq + 1 - there };
}

interface MemberRow {
  readonly user_id: string;
  readonly role: MemberSummary['shown'][number]['role'];
  readonly joined_at_ms: number;
  readonly owners: number;
  readonly moderators: number;
  readonly members: number;
}

async function members(db: Queryable, { tenant, chat, limit }: Parameters<ChatOverview['members']>[0]): Promise<MemberSummary> {
  const rows = await selectAll<MemberRow>(db, membersSql, [tenant, chat, maxCountedMembers + 1, limit]);
  const { owners: owner = 0, moderators: moderator = 0, members: member = 0 } = rows[0] ?? {};
  return {
    counts: { owner, moderator, member },
    isMore: owner + moderator + member > maxCountedMembers,
    shown: rows.map(({ user_id, role, joined_at_ms }) => ({ userId: user_id, role, joinedAtMs: joined_at_ms })),
  };
}
