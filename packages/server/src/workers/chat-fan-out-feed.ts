import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ChatKind, type ChatPlace, type ChatStore, type FeedSeat, fetchPauseMs, type FeedWindow, openFeedWindow } from '@sora/core';
import { framesOf, type ToBytes } from './chat-fan-out-frames.ts';

/** One chat that is followed on this server. */
export interface ChatFeed {
  readonly place: ChatPlace;
  /** Undefined until the chat was looked up. */
  readonly tailSeq: number | undefined;
  grownTo(lastSeq: number): void;
  /** Undefined when there is no such chat. @param onEmpty called when the last seat was left */
  join(onGrown: () => void, onEmpty: () => void): Promise<FeedSeat<Buffer> | undefined>;
  close(): void;
}

export interface ChatFeedOptions {
  readonly place: ChatPlace;
  readonly chats: Pick<ChatStore, 'chat' | 'range'>;
  readonly maxWindowBytes: () => number;
  readonly onError: (error: unknown) => void;
  readonly toBytes: ToBytes;
}

interface Opened {
  readonly kind: ChatKind;
  readonly window: FeedWindow<Buffer>;
}

const fetchEntries = 200;
/** Between so many subscribers, others on this server have their turn. */
const sliceSubscribers = 500;

export function openChatFeed({ place, chats, maxWindowBytes, onError, toBytes }: ChatFeedOptions): ChatFeed {
  const seats = new Set<() => void>();
  let opened: Opened | undefined;
  let [wantedSeq, joining, isClosed] = [0, 0, false];
  const pace = { isFetching: false, beganAtMs: -Infinity, workMs: 0, sizeBytes: 0 };
  const opening = chats.chat(place.tenant, place.chat).then((chat) => {
    if (chat === undefined) return undefined;
    opened = { kind: chat.kind, window: openFeedWindow(chat.lastSeq) };
    // Announced while the chat was looked up.
    fetchIfGrown(opened);
    return opened;
  });

  function fetchIfGrown(feed: Opened): void {
    if (isClosed || pace.isFetching || wantedSeq <= feed.window.tailSeq) return;
    pace.isFetching = true;
    const waitMs = pace.beganAtMs + fetchPauseMs(pace) - performance.now();
    const fetch = () => void fetchAndHandOut(feed).catch((error: unknown) => {
      pace.isFetching = false;
      // Asked again with the next look at the heads.
      wantedSeq = feed.window.tailSeq;
      onError(error);
    });
    if (waitMs <= 0) fetch();
    else setTimeout(fetch, waitMs).unref();
  }

  async function fetchAndHandOut(feed: Opened): Promise<void> {
    pace.beganAtMs = performance.now();
    const { window } = feed;
    const entries = await chats.range({ ...place, fromSeq: window.tailSeq + 1, toSeq: Number.MAX_SAFE_INTEGER, limit: fetchEntries });
    // Before and not after: what comes now stays at hand until more comes, however much it is.
    window.shrink(maxWindowBytes());
    const frames = framesOf(place.chat, entries, toBytes);
    for (const frame of frames) window.push(frame);
    pace.sizeBytes = frames.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    pace.workMs = await handOut(seats);
    // A deletion takes its texts from what is at hand, too: whoever is behind reads them from the log, where they are gone.
    if (entries.some(({ kind }) => kind === 'delete')) window.shrink(pace.sizeBytes);
    pace.isFetching = false;
    if (entries.length === 0) wantedSeq = window.tailSeq;
    fetchIfGrown(feed);
  }

  return {
    place,
    get tailSeq() { return opened?.window.tailSeq; },
    grownTo(lastSeq) {
      wantedSeq = Math.max(wantedSeq, lastSeq);
      if (opened !== undefined) fetchIfGrown(opened);
    },
    async join(onGrown, onEmpty) {
      // Each has a function of its own, so that nobody leaves for another.
      const seat = () => onGrown();
      const leave = () => { if (seats.delete(seat) && seats.size + joining === 0) onEmpty(); };
      joining += 1;
      const feed = await opening.catch((error: unknown) => { onEmpty(); throw error; }).finally(() => { joining -= 1; });
      if (feed === undefined) {
        onEmpty();
        return undefined;
      }
      seats.add(seat);
      return { kind: feed.kind, window: feed.window, leave };
    },
    close() {
      isClosed = true;
      seats.clear();
    },
  };
}

/** @returns how long it kept this server busy, in milliseconds */
async function handOut(seats: ReadonlySet<() => void>): Promise<number> {
  let [busyMs, sliceBeganAtMs, told] = [0, performance.now(), 0];
  for (const tell of seats) {
    tell();
    told += 1;
    if (told % sliceSubscribers !== 0) continue;
    busyMs += performance.now() - sliceBeganAtMs;
    await nextTurn();
    sliceBeganAtMs = performance.now();
  }
  return busyMs + performance.now() - sliceBeganAtMs;
}
