import { maxCountedMembers, maxNamedGaps, type ChatOverview, type EntryOutline, type LogState, type LogStrip, type MemberSummary } from '../../messages/chat-overview.ts';
import type { ChatStore } from '../../messages/chat-store.ts';
import type { ChatRole, Member } from '../../messages/chat.ts';
import type { Entry } from '../../messages/entry.ts';
import { missingRanges, rangesOf } from '../../messages/missing-ranges.ts';
import { recount } from '../../messages/recount.ts';
import { stretchesOf, stripPlan, type StripQuery } from '../../messages/strip-plan.ts';
import { utf8Bytes } from '../../messages/utf8-bytes.ts';

type Chats = Pick<ChatStore, 'chat' | 'chats' | 'range' | 'members'>;

/** What these chats come to. Nobody alters their heads. */
export function memoryChatOverview(chats: Chats): ChatOverview {
  const logOf = (tenant: string, chat: string) => chats.range({ tenant, chat, fromSeq: 1, toSeq: Number.MAX_SAFE_INTEGER, limit: Infinity });
  return {
    async recent(tenant, limit) {
      const all = await chats.chats({ tenant, prefix: '', limit: Infinity });
      const dated = await Promise.all(all.map(async (chat) => ({ ...chat, lastAtMs: (await logOf(tenant, chat.id)).at(-1)?.atMs ?? chat.createdAtMs })));
      return dated.toSorted((a, b) => b.lastAtMs - a.lastAtMs || (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    async log(tenant, id): Promise<LogState | undefined> {
      const chat = await chats.chat(tenant, id);
      if (chat === undefined) return undefined;
      const { lastSeq, digest, messages } = recount(await logOf(tenant, id));
      return { chat, lastSeq, digest, messages, knownSeq: chat.lastSeq };
    },
    strip: async (query) => stripOf(query, await logOf(query.tenant, query.chat)),
    async entries({ tenant, chat, beforeSeq = Infinity, limit }) {
      const log = await logOf(tenant, chat);
      return log.filter(({ seq }) => seq < beforeSeq).toReversed().slice(0, limit).map((entry) => outlineOf(entry, log));
    },
    members: async ({ tenant, chat, limit }) => summaryOf(await chats.members({ tenant, chat, limit: Infinity }), limit),
  };
}

function stripOf(query: StripQuery, log: readonly Entry[]): LogStrip {
  const plan = stripPlan(query);
  const within = log.filter(({ seq }) => seq >= plan.fromSeq && seq <= plan.toSeq);
  const counted = (entries: readonly Entry[], kind: Entry['kind']) => entries.filter((entry) => entry.kind === kind).length;
  const before = plan.fromSeq === 1 ? [] : [{ fromSeq: 1, toSeq: plan.fromSeq - 1 }];
  return {
    fromSeq: plan.fromSeq, toSeq: plan.toSeq,
    stretches: stretchesOf(plan).map((range) => {
      const entries = within.filter(({ seq }) => seq >= range.fromSeq && seq <= range.toSeq);
      return { ...range, messages: counted(entries, 'message'), edits: counted(entries, 'edit'), deletes: counted(entries, 'delete') };
    }),
    gaps: missingRanges([...before, ...rangesOf(within.map(({ seq }) => seq))], plan.toSeq).slice(0, maxNamedGaps),
    missing: plan.toSeq - plan.fromSeq + 1 - within.length,
  };
}

function outlineOf({ seq, kind, target, version, userId, content, paymentKey, ai, atMs }: Entry, log: readonly Entry[]): EntryOutline {
  const latest = kind === 'message' ? log.findLast((other) => other.target === seq) : undefined;
  return {
    seq, kind, target, version, userId, paymentKey, atMs,
    textBytes: content && utf8Bytes(content.text), model: ai?.model,
    latest: latest && { version: latest.version, isDeleted: latest.kind === 'delete' },
  };
}

function summaryOf(members: readonly Member[], limit: number): MemberSummary {
  const rank: Readonly<Record<ChatRole, number>> = { owner: 0, moderator: 1, member: 2 };
  const count = (role: ChatRole) => members.filter((member) => member.role === role).length;
  return {
    counts: { owner: count('owner'), moderator: count('moderator'), member: count('member') },
    isMore: members.length > maxCountedMembers,
    shown: members.toSorted((a, b) => rank[a.role] - rank[b.role] || a.joinedAtMs - b.joinedAtMs || (a.userId < b.userId ? -1 : 1)).slice(0, limit),
  };
}
