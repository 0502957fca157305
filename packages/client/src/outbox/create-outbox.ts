import type { Clock, Random, Timers } from '@sora/core';
import { openDrafts } from '../drafts/open-drafts.ts';
import type { ComposerDrafts } from '../drafts/composer-drafts.ts';
import type { Device } from '../ports/device.ts';
import type { Leadership } from '../ports/leadership.ts';
import { createAlarm } from '../session/alarm.ts';
import type { SessionKeeper } from '../session/session.ts';
import type { AgeLimits } from './choose-next.ts';
import type { Deliver } from './delivery.ts';
import { createDrain, type Drain } from './drain.ts';
import { outboxActions } from './outbox-actions.ts';
import { boxes } from './outbox-boxes.ts';
import { type BookEntry, itemOf } from './outbox-book.ts';
import { createDesk, type OutboxDesk } from './outbox-desk.ts';
import type { OutboxHints } from './outbox-hints.ts';
import type { OutboxItem } from './outbox-item.ts';
import type { OutboxStore } from './open-outbox-store.ts';
import type { EnqueueOutcome, Outbox, OutboxCounts, PaidOutcome } from './outbox.ts';
import type { CurrentUser } from './remembered-user.ts';
import { scanBox } from './scan-box.ts';
import { createWaiters } from './waiters.ts';

export interface OutboxParts {
  readonly store: OutboxStore;
  readonly user: CurrentUser;
  readonly session: SessionKeeper;
  readonly deliver: Deliver;
  readonly clock: Clock;
  readonly monotonic: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly device: Pick<Device, 'onVisibility' | 'onConnectivity'>;
  readonly leadership: Leadership;
  /** Undefined where there is but one page. */
  readonly hints?: OutboxHints | undefined;
  readonly limits?: Partial<AgeLimits>;
}

export interface RunningOutbox {
  readonly outbox: Outbox;
  readonly drafts: ComposerDrafts;
  /** Removes the composer's texts; with `queued` also what waits, which counts as dropped by the user. */
  clear(options?: { readonly queued?: boolean }): Promise<void>;
  /** Writes the drafts, starts nothing more, and closes the journal. */
  stop(): Promise<void>;
}

/** Of pages beside each other: a hint may be lost. */
const catchUpEveryMs = 5_000;
const justOpenedMs = 1_000;
const defaultLimits: AgeLimits = { paidMs: 120_000, ephemeralMs: 30_000 };

/** Begins to send what waits, and takes what the user does. */
export function createOutbox(parts: OutboxParts): RunningOutbox {
  const { store, user } = parts;
  const drafts = openDrafts({ ...parts, journal: store.journal, found: store.drafts });
  const desk = createDesk({ ...parts, drafts, onRow: (key, receipt) => { waiters.changed(key, receipt); } });
  const waiters = createWaiters(desk.book);
  const dropped = { byUser: 0, ephemeral: 0 };
  const pump = () => { drain.pump(); };
  const { enqueue, discardAll, ...changes } = outboxActions({ ...parts, desk, drafts, dropped, pump });
  const drain = createDrain({ ...parts, desk, dropped, limits: { ...defaultLimits, ...parts.limits }, onDelivered: waiters.changed });
  const view = cached(desk, user);
  const outbox: Outbox = {
    ...changes,
    async send(wish, { writeClass = 'message' } = {}): Promise<EnqueueOutcome> {
      const row = await enqueue(wish, 'price' in wish && wish.price !== undefined ? 'paid' : writeClass);
      pump();
      return 'kind' in row ? row : { kind: 'queued', item: itemOf(undefined, row) };
    },
    async pay(wish): Promise<PaidOutcome> {
      const row = await enqueue(wish, 'paid');
      if ('kind' in row) return row;
      const decided = waiters.wait(row);
      pump();
      return decided;
    },
    items: () => view().items,
    get counts(): OutboxCounts { return { ...view().counts, quarantined: store.quarantined, newer: store.newer, dropped: { ...dropped } }; },
    isDurable: store.isDurable,
    subscribe: desk.subscribe,
    exportQuarantine: async () => (await scanBox(store.journal, boxes.quarantine).catch(() => [])).map(({ value }) => value),
  };
  const stopListening = listen({ ...parts, drain, desk });
  return {
    outbox,
    drafts,
    async clear({ queued = false } = {}) {
      await drafts.clear();
      if (queued) await discardAll();
    },
    async stop() {
      stopListening.forEach((end) => { end(); });
      drain.stop();
      await drafts.flush();
      drafts.stop();
      await store.journal.close();
    },
  };
}

type Ears = Pick<OutboxParts, 'user' | 'session' | 'device' | 'leadership' | 'hints' | 'timers' | 'monotonic'> & { readonly drain: Drain; readonly desk: OutboxDesk };

/** What happens around it. @returns how to stop each */
function listen({ drain, desk, user, session, device, leadership, hints, timers, monotonic }: Ears): readonly (() => void)[] {
  // A journal that cannot be read now is read the next time.
  const openedAtMs = monotonic.nowMs();
  const then = (step: Promise<void>) => step.then(drain.pump, () => undefined);
  return [
    leadership.campaign('outbox', (signal) => {
      signal.addEventListener('abort', () => { drain.lead(false); });
      drain.lead(true);
      // Who led before may have died in the middle; at a start everything has just been read.
      void then(monotonic.nowMs() - openedAtMs < justOpenedMs ? desk.catchUp() : desk.rescan());
    }),
    session.subscribe(drain.pump),
    user.subscribe(() => {
      desk.tell();
      drain.pump();
    }),
    device.onConnectivity((isOnline) => { if (isOnline) drain.hasten(); }),
    device.onVisibility((visibility) => {
      if (visibility === 'hidden') return;
      drain.hasten();
      void then(desk.rescan());
    }),
    ...(hints === undefined ? [] : [hints.listen((keys) => void then(desk.reread(keys))), every(timers, () => then(desk.catchUp()))]),
  ];
}

/** Again and again, with a pause between the end of one and the next. @returns how to stop it */
function every(timers: Timers, step: () => Promise<void>): () => void {
  const alarm = createAlarm(timers);
  let isOver = false;
  const wait = () => { if (!isOver) alarm.set(catchUpEveryMs, () => { void step().then(wait); }); };
  wait();
  return () => {
    isOver = true;
    alarm.stop();
  };
}

function seenBy(userId: string | undefined, entries: readonly BookEntry[]) {
  const mine = entries.filter(({ row }) => row.userId === userId);
  const items = mine.map((entry) => itemOf(entry, entry.row));
  const count = (kind: OutboxItem['state']['kind']) => items.filter(({ state }) => state.kind === kind).length;
  const [needsAttention, needsConfirmation] = [count('needs-attention'), count('needs-confirmation')];
  return { items, counts: { unacknowledged: items.length - needsAttention - needsConfirmation, needsAttention, needsConfirmation, parked: entries.length - mine.length } };
}

/** What is seen, made anew only after something has changed. */
function cached(desk: Pick<OutboxDesk, 'book' | 'subscribe'>, user: CurrentUser): () => ReturnType<typeof seenBy> {
  let seen: ReturnType<typeof seenBy> | undefined;
  desk.subscribe(() => { seen = undefined; });
  return () => (seen ??= seenBy(user.userId, desk.book.entries));
}
