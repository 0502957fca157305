import { type LogMark, type RepairStep, repairPlan, type SeqRange, type Sha256 } from '@sora/core';
import type { Asked, ChatApi } from './chat-api.ts';
import { following } from './chat-entry.ts';
import type { ChatLog } from './chat-log.ts';

export type RehydrateOutcome =
  /** The copy is the server's log up to `lastSeq`, proven by its digest. */
  | { readonly kind: 'complete'; readonly lastSeq: number; readonly fetched: number }
  | { readonly kind: 'refused'; readonly code: string }
  /** Not now; what was fetched is kept. */
  | { readonly kind: 'unavailable'; readonly fetched: number };

export interface RehydrateParts {
  readonly chatId: string;
  readonly log: ChatLog;
  readonly api: ChatApi;
  readonly sha256: Sha256;
  /** Of a chat that is new here, at most so many of the latest entries are fetched. */
  readonly latest: number;
}

/** More steps than halving any log takes; past them the server contradicts itself. */
const mostSteps = 100;

/**
 * Makes the copy of a chat complete: asks for the server's digest, finds by halving where they part, and fetches only what is missing [MOB-5].
 * The copy stays readable all the while.
 */
export async function rehydrate(parts: RehydrateParts): Promise<RehydrateOutcome> {
  const { chatId, api, log } = parts;
  const end = await api.digest(chatId);
  if (end.kind !== 'answered') return failed(end, 0);
  if (!(await begin(parts, end.value))) return { kind: 'unavailable', fetched: 0 };
  const remote: LogMark[] = [end.value];
  let fetched = 0;
  for (let steps = 0; steps < mostSteps; steps++) {
    const step = repairPlan(log.state.entries, remote, log.state.floor);
    if (step.kind === 'complete') return { kind: 'complete', lastSeq: end.value.seq, fetched };
    const asked = step.kind === 'compare' ? await api.digest(chatId, step.atSeq) : await obey(parts, step);
    if (asked.kind !== 'answered') return failed(asked, fetched);
    if (typeof asked.value === 'number') fetched += asked.value;
    else remote.push(asked.value);
  }
  return { kind: 'unavailable', fetched };
}

/** A copy that is new here begins near the end of a long log; one whose beginning the server no longer has begins anew. */
async function begin({ chatId, log, api, latest }: RehydrateParts, end: LogMark): Promise<boolean> {
  const { floor, entries, tenant } = log.state;
  const isNew = entries.length === 0 && floor.seq === 0 && end.seq > latest;
  if (!isNew && floor.seq <= end.seq) return true;
  const asked = await api.digest(chatId, Math.max(0, end.seq - latest));
  if (asked.kind !== 'answered') return false;
  await log.reset(tenant, asked.value);
  return true;
}

/** Fetches what the step names; answers how many entries came. */
async function obey(parts: RehydrateParts, { ranges, dropFromSeq }: RepairStep & { readonly kind: 'fetch' }): Promise<Asked<number>> {
  if (dropFromSeq !== undefined) await parts.log.dropFrom(dropFromSeq);
  let fetched = 0;
  for (const range of ranges) {
    const asked = await fetchRange(parts, range);
    if (asked.kind !== 'answered') return asked;
    fetched += asked.value;
  }
  return { kind: 'answered', value: fetched };
}

async function fetchRange({ chatId, log, api, sha256 }: RehydrateParts, { fromSeq, toSeq }: SeqRange): Promise<Asked<number>> {
  let fetched = 0;
  for (let from = fromSeq; from <= toSeq;) {
    const asked = await api.page(chatId, { fromSeq: from, toSeq });
    if (asked.kind !== 'answered') return asked;
    const { tenant, entries } = asked.value;
    const fit = following(entries, { tenant, chatId, ...markBefore(log, from) }, sha256);
    // The server has rewritten its log below, as after a restored backup, or cannot be believed: begin anew next time.
    if (fit.length === 0) {
      await log.reset();
      return { kind: 'unavailable' };
    }
    await log.put(tenant, fit);
    fetched += fit.length;
    from += fit.length;
  }
  return { kind: 'answered', value: fetched };
}

function markBefore({ state: { floor, entries } }: ChatLog, seq: number): LogMark {
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry !== undefined && entry.seq === seq - 1) return entry;
  }
  return floor;
}

function failed(asked: Exclude<Asked<unknown>, { kind: 'answered' }>, fetched: number): RehydrateOutcome {
  return asked.kind === 'refused' ? asked : { kind: 'unavailable', fetched };
}
