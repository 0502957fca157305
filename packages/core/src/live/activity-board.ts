import type { AnnouncedHead } from './chat-announcements.ts';
import { reportValidMs, type ViewerReport } from './viewer-board.ts';

/** What goes on in a chat now, as far as servers have said. */
export interface ChatActivity {
  readonly chat: string;
  /** Summed over servers; undefined where none reports any, as of a chat that is no room. */
  readonly viewers: number | undefined;
  /** How many servers report viewers. */
  readonly servers: number;
  /** Over the last minute, or since it was first heard of. */
  readonly entriesPerMinute: number;
}

/** Who watches and who talks, gathered from what servers tell each other. Any of that may be lost: good for a screen, for nothing else. */
export interface ActivityBoard {
  viewers(report: ViewerReport, nowMs: number): void;
  grown(heads: readonly AnnouncedHead[], nowMs: number): void;
  /** The most viewers first, then the most entries. Quiet chats without viewers are left out. */
  busiest(tenant: string, limit: number, nowMs: number): readonly ChatActivity[];
}

const minuteMs = 60_000;
/** How often a chat's number is noted; a minute of notes is kept. */
const noteEveryMs = 5_000;
/** A chat that was heard of just now has no rate yet that means anything. */
const leastSpanMs = 10_000;
const maxChats = 10_000;

interface Note {
  readonly seq: number;
  readonly atMs: number;
}

interface Place {
  readonly tenant: string;
  readonly chat: string;
  readonly reports: Map<string, { readonly count: number; readonly atMs: number }>;
  /** Oldest first. */
  notes: readonly Note[];
  lastSeq: number;
  heardAtMs: number;
}

export function createActivityBoard(): ActivityBoard {
  const places = new Map<string, Place>();
  let sweptAtMs = -Infinity;

  function sweep(nowMs: number): void {
    if (nowMs - sweptAtMs < noteEveryMs) return;
    sweptAtMs = nowMs;
    for (const [key, { heardAtMs }] of places) if (nowMs - heardAtMs >= minuteMs) places.delete(key);
  }

  function placeOf(tenant: string, chat: string, nowMs: number): Place | undefined {
    sweep(nowMs);
    const key = `${tenant}/${chat}`;
    const place = places.get(key) ?? { tenant, chat, reports: new Map(), notes: [], lastSeq: 0, heardAtMs: nowMs };
    if (!places.has(key) && places.size >= maxChats) return undefined;
    places.set(key, place);
    place.heardAtMs = nowMs;
    return place;
  }

  return {
    viewers({ tenant, chat, server, count }, nowMs) {
      placeOf(tenant, chat, nowMs)?.reports.set(server, { count, atMs: nowMs });
    },
    grown(heads, nowMs) {
      for (const { tenant, chat, lastSeq } of heads) note(placeOf(tenant, chat, nowMs), { seq: lastSeq, atMs: nowMs });
    },
    busiest(tenant, limit, nowMs) {
      const found = [...places.values()].filter((place) => place.tenant === tenant).map((place) => activityOf(place, nowMs));
      return found.filter(({ viewers, entriesPerMinute }) => viewers !== undefined || entriesPerMinute > 0).toSorted(busierFirst).slice(0, limit);
    },
  };
}

function note(place: Place | undefined, { seq, atMs }: Note): void {
  if (place === undefined || seq <= place.lastSeq) return;
  place.lastSeq = seq;
  if (atMs - (place.notes.at(-1)?.atMs ?? -Infinity) < noteEveryMs) return;
  place.notes = [...place.notes.filter((old) => atMs - old.atMs <= minuteMs), { seq, atMs }];
}

function activityOf({ chat, reports, notes, lastSeq }: Place, nowMs: number): ChatActivity {
  const valid = [...reports.values()].filter(({ atMs }) => nowMs - atMs < reportValidMs);
  const first = notes.find(({ atMs }) => nowMs - atMs <= minuteMs);
  const entriesPerMinute = first === undefined ? 0 : ((lastSeq - first.seq) * minuteMs) / Math.max(leastSpanMs, nowMs - first.atMs);
  return { chat, viewers: valid.length === 0 ? undefined : valid.reduce((sum, { count }) => sum + count, 0), servers: valid.length, entriesPerMinute };
}

function busierFirst(a: ChatActivity, b: ChatActivity): number {
  return (b.viewers ?? 0) - (a.viewers ?? 0) || b.entriesPerMinute - a.entriesPerMinute || (a.chat < b.chat ? -1 : 1);
}
