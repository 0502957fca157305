import type { Clock, Random, Timers } from '@sora/core';
import { createAlarm } from '../session/alarm.ts';
import type { SessionKeeper } from '../session/session.ts';
import { type AgeLimits, chooseNext } from './choose-next.ts';
import type { Deliver, DeliveryOutcome } from './delivery.ts';
import { type BookEntry, itemOf } from './outbox-book.ts';
import type { OutboxDesk } from './outbox-desk.ts';
import type { DeliveryReceipt } from './outbox-item.ts';
import type { OutboxRow } from './outbox-row.ts';
import { createPacer } from './pacer.ts';
import type { CurrentUser } from './remembered-user.ts';
import { claimItem, removeDelivered, troubleItem } from './settle-item.ts';

export interface Drain {
  /** Sends what may be sent now, and comes back when there may be more. */
  pump(): void;
  /** The device says that it is online, or the app is looked at. */
  hasten(): void;
  lead(leads: boolean): void;
  /** Starts nothing more. What is under way ends by itself. */
  stop(): void;
}

export interface DrainParts {
  readonly desk: OutboxDesk;
  readonly user: CurrentUser;
  readonly session: SessionKeeper;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly monotonic: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly limits: AgeLimits;
  readonly onDelivered: (key: string, receipt: DeliveryReceipt) => void;
  /** Counts ephemeral ones that were too late or refused. */
  readonly dropped: { ephemeral: number };
}

/** What a platform can wait for is less; to look once an hour does no harm. */
const longestWaitMs = 3_600_000;
const removeAgainMs = 30_000;
const askAgainMs = 1_000;

/** Sends what waits, one of each conversation at a time, until the server has it. */
export function createDrain(parts: DrainParts): Drain {
  const { desk, user, session, deliver, clock, monotonic, timers, random, limits, onDelivered, dropped } = parts;
  const pacer = createPacer({ monotonic, random });
  /** What the server has though the device could not note it down. */
  const owed = new Map<string, DeliveryReceipt>();
  const ending = new Set<string>();
  let [inFlight, leads, stopped] = [0, false, false];
  let refusedToken: string | undefined;
  const alarm = createAlarm(timers);

  const pump = () => {
    alarm.stop();
    if (stopped) return;
    const nowMs = monotonic.nowMs();
    const now = { monotonicMs: nowMs, wallMs: clock.nowMs() };
    const slots = pacer.maxInFlight - inFlight;
    const choice = chooseNext({ entries: desk.book.entries, userId: user.userId, leads, now, limits, slots, notBeforeMs: pacer.notBeforeMs });
    choice.over.forEach(end);
    let wakeAtMs = choice.wakeAtMs;
    if (choice.start.length > 0) {
      if (session.current?.userId === user.userId && session.current?.token !== refusedToken) choice.start.forEach((entry) => { void send(entry); });
      else {
        // Asked for as often as we like, the keeper does it no more often than the server can bear.
        void session.refresh();
        wakeAtMs = Math.min(wakeAtMs, nowMs + askAgainMs);
      }
    }
    if (wakeAtMs < Infinity) alarm.set(Math.min(Math.max(wakeAtMs - nowMs, 1), longestWaitMs), pump);
  };

  const send = async (entry: BookEntry): Promise<void> => {
    entry.isSending = true;
    inFlight += 1;
    desk.tell();
    const { arrivals } = desk;
    try {
      const row = await claimItem(desk, entry, owed);
      if (row !== undefined && desk.isBehind) await desk.rescan();
      // What another page has queued meanwhile may go first: then it is chosen anew.
      if (row !== undefined && desk.arrivals === arrivals && !desk.isBehind) await attempt(entry, row);
    } catch {
      pacer.wait(entry);
    }
    entry.isSending = false;
    inFlight -= 1;
    desk.tell();
    pump();
  };

  const attempt = async (entry: BookEntry, row: OutboxRow): Promise<void> => {
    const token = session.current?.token;
    const outcome = await deliver(itemOf(entry, row));
    // Nothing more goes with this token; another answer may have brought a new one meanwhile.
    if (outcome.kind === 'unauthenticated') refusedToken = token;
    else if (outcome.kind === 'later') pacer.failed(entry, outcome);
    else await settle(entry, row, outcome);
  };

  const settle = async (entry: BookEntry, row: OutboxRow, outcome: Exclude<DeliveryOutcome, { readonly kind: 'unauthenticated' | 'later' }>): Promise<void> => {
    pacer.succeeded();
    if (outcome.kind === 'delivered') {
      onDelivered(entry.key, outcome.receipt);
      return remove(row, entry.key, outcome.receipt);
    }
    if (row.writeClass === 'ephemeral') return end(entry);
    await troubleItem(desk, entry, outcome.kind === 'refused' ? { ...outcome, kind: 'needs-attention' } : { kind: 'needs-confirmation', reason: 'price-changed', price: outcome.price });
  };

  const remove = async (row: OutboxRow, key: string, receipt: DeliveryReceipt): Promise<void> => {
    try {
      await removeDelivered(desk, row, receipt);
      owed.delete(key);
    } catch {
      // It is delivered all the same. After a restart it is sent again, and the server answers with this receipt.
      owed.set(key, receipt);
      desk.book.remove(key);
      timers.after(removeAgainMs, () => { if (!stopped) void remove(row, key, receipt); });
    }
  };

  const end = (entry: BookEntry): void => {
    if (ending.has(entry.key)) return;
    ending.add(entry.key);
    const isEphemeral = entry.row.writeClass === 'ephemeral';
    if (isEphemeral) dropped.ephemeral += 1;
    const ended = isEphemeral
      ? desk.change({}, () => ({ drops: [entry.key], result: undefined })).catch(() => { desk.book.remove(entry.key); })
      : troubleItem(desk, entry, { kind: 'needs-confirmation', reason: 'too-old' }).then(() => desk.reread([entry.key])).catch(() => undefined);
    void ended.then(() => {
      ending.delete(entry.key);
      pump();
    });
  };

  return {
    pump,
    hasten() {
      pacer.hasten(desk.book.entries);
      pump();
    },
    lead(now) {
      leads = now;
      pump();
    },
    stop() {
      stopped = true;
      alarm.stop();
    },
  };
}
