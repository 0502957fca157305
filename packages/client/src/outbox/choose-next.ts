import { type BookEntry, needsItem } from './outbox-book.ts';

export interface AgeLimits {
  /** After this time something paid is only sent when the user says so again, in milliseconds. */
  readonly paidMs: number;
  readonly ephemeralMs: number;
}

/** The time by both clocks: what runs evenly, and what is the same for every page. */
export interface Now {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

export interface ChoiceFacts {
  readonly entries: readonly BookEntry[];
  readonly userId: string | undefined;
  /** Only the leading page sends; ephemeral things are each page's own. */
  readonly leads: boolean;
  readonly now: Now;
  readonly limits: AgeLimits;
  /** How many more may be under way. */
  readonly slots: number;
  /** Nothing is tried before. */
  readonly notBeforeMs: number;
}

export interface Choice {
  readonly start: readonly BookEntry[];
  /** Their time is over. */
  readonly over: readonly BookEntry[];
  /** When to choose again, by the monotonic clock; Infinity for not until something happens. */
  readonly wakeAtMs: number;
}

/**
 * What is sent next: the first of each conversation, in order of the numbers. What waits for the user holds up nothing but changes of itself;
 * what waits for the network holds up its conversation.
 */
export function chooseNext(facts: ChoiceFacts): Choice {
  const { entries, userId, leads, now, limits, slots, notBeforeMs } = facts;
  const [start, over]: [BookEntry[], BookEntry[]] = [[], []];
  const held = new Set<string>();
  const stuck = new Set<string>();
  let wakeAtMs = Infinity;
  // A conversation that is busy takes nothing more, wherever in it the item under way stands.
  entries.forEach(({ isSending, conversation }) => { if (isSending) held.add(conversation); });
  for (const entry of entries) {
    const { row, conversation, id } = entry;
    const isMine = row.writeClass === 'ephemeral' || leads;
    if (row.userId !== userId || entry.isSending) continue;
    const endMs = row.trouble === undefined ? endOf(entry, now, limits) : Infinity;
    const isOver = endMs <= now.monotonicMs;
    if (isMine || entry.isOwn) {
      if (isOver) over.push(entry);
      else wakeAtMs = Math.min(wakeAtMs, endMs);
    }
    if (row.trouble !== undefined || isOver || stuck.has(needsItem(row.wish) ?? '')) {
      stuck.add(id);
      continue;
    }
    if (!isMine || held.has(conversation)) continue;
    held.add(conversation);
    const atMs = Math.max(entry.notBeforeMs, entry.floorMs, notBeforeMs);
    if (atMs > now.monotonicMs) wakeAtMs = Math.min(wakeAtMs, atMs);
    else start.push(entry);
  }
  // What failed least goes first, so that one that always fails does not take the only place of those that would not.
  start.sort((a, b) => a.failures - b.failures);
  return { start: start.slice(0, Math.max(0, slots)), over, wakeAtMs };
}

/**
 * When its time is over, by the monotonic clock; -Infinity when it is, or nobody can tell. The wall's clock is asked of what another page did, and
 * believed only where it says the same: it may be a year off.
 */
function endOf({ row, seenAtMs, isOwn }: BookEntry, { wallMs }: Now, limits: AgeLimits): number {
  if (row.writeClass === 'message') return Infinity;
  if (seenAtMs === undefined) return -Infinity;
  const maxMs = row.writeClass === 'paid' ? limits.paidMs : limits.ephemeralMs;
  const ageMs = wallMs - (row.confirmed?.atMs ?? row.enqueuedAtMs);
  return !isOwn && Math.abs(ageMs) > maxMs ? -Infinity : seenAtMs + maxMs;
}
