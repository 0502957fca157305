import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatAudit, ChatCursor, ChatMismatch, LeaseStore } from '@sora/core';
import type { Logger } from 'pino';
import { startLeasedRounds } from './leased-rounds.ts';

export interface RecountChatsParts {
  readonly audit: ChatAudit;
  readonly leases: LeaseStore;
  /** Unique per process. */
  readonly holder: string;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

/** What was altered by hand is to be found within a minute, also when the server that looks has just died: lease and pause make a minute. */
const everyMs = 30_000;
const leaseMs = 30_000;
const pageChats = 500;
/** Rests three times as long as a page took: looking takes a quarter of one processor at most, however many chats there are. */
const restFactor = 3;

/** Compares the head of every chat with its entries, again and again, and has recounted what differs. */
export function startRecountingChats({ audit, leases, holder, log }: RecountChatsParts): { stop(): Promise<void> } {
  return startLeasedRounds({
    name: 'recount-chats', everyMs, leaseMs, leases, holder,
    round: (signal) => recountChats({ audit, log }, signal),
    onError: (err) => log.warn({ err }, 'chats were not compared; it is tried again'),
  });
}

/** One round through all chats. Nothing stays open between two pages. */
export async function recountChats({ audit, log }: Pick<RecountChatsParts, 'audit' | 'log'>, signal: AbortSignal): Promise<void> {
  for (let after: ChatCursor | undefined, isMore = true; isMore; ) {
    signal.throwIfAborted();
    const startedAtMs = performance.now();
    const { mismatches, next } = await audit.compare(after, pageChats);
    for (const mismatch of mismatches) await correct({ audit, log }, mismatch);
    [after, isMore] = [next, next !== undefined];
    if (isMore) await sleep(restFactor * (performance.now() - startedAtMs), undefined, { signal });
  }
}

/** One that cannot be recounted now must not keep the others from it. */
async function correct({ audit, log }: Pick<RecountChatsParts, 'audit' | 'log'>, { tenant, id, differences }: ChatMismatch): Promise<void> {
  try {
    const { kind, isNews } = await audit.correct({ tenant, id });
    if (kind === 'corrected') log.warn({ tenant, chat: id, differences }, 'the head of a chat said something else than its entries: recounted');
    if (kind === 'unresolvable' && isNews) log.error({ tenant, chat: id, differences }, 'entries of a chat are missing: nothing was recounted');
  } catch (err) {
    log.error({ err, tenant, chat: id }, 'a chat that says something else than its entries could not be recounted; it is tried again');
  }
}
