import { type ChatFeeds, type ChatPlace, decideDelivery, type FeedSeat } from '@sora/core';
import type { LiveSocket } from './live-socket.ts';

/** A client's place in one chat: the number of the last entry that was handed to its socket, and nothing queued beside it. */
export interface Subscription {
  /** Hands on what is at hand, as far as the socket takes it. */
  pump(): void;
  /** True while there is more for it than it was given. */
  readonly isBehind: boolean;
  close(): void;
}

export interface SubscriptionOptions {
  readonly place: ChatPlace;
  readonly seat: FeedSeat<Buffer>;
  readonly feeds: Pick<ChatFeeds<Buffer>, 'page'>;
  readonly socket: Pick<LiveSocket, 'unsentBytes' | 'write'>;
  readonly maxUnsentBytes: number;
  /** The first entry that it wants. */
  readonly fromSeq: number;
  /** The socket takes no more for now. */
  readonly onBlocked: () => void;
  /** What it missed is no longer at hand; it is closed already. */
  readonly onLost: (lastSeq: number) => void;
}

export function openSubscription({ place, seat, feeds, socket, maxUnsentBytes, fromSeq, onBlocked, onLost }: SubscriptionOptions): Subscription {
  const { window } = seat;
  let sentSeq = fromSeq - 1;
  let [wasAtTail, isReading, isClosed] = [false, false, false];
  const close = () => {
    isClosed = true;
    seat.leave();
  };

  function pump(): void {
    while (!isClosed && !isReading) {
      const delivery = decideDelivery({ next: window.after(sentSeq), unsentBytes: socket.unsentBytes, wasAtTail }, maxUnsentBytes);
      switch (delivery.kind) {
        case 'at-tail':
          // Ahead of the tail is who heard of an entry elsewhere before this server did.
          wasAtTail = sentSeq === window.tailSeq;
          return;
        case 'wait':
          return onBlocked();
        case 'send':
          hand(delivery.frame);
          break;
        case 'read':
          return void readOn(delivery.toSeq);
        case 'resync':
          close();
          return onLost(window.tailSeq);
      }
    }
  }

  function hand({ toSeq, bytes }: { readonly toSeq: number; readonly bytes: Buffer }): void {
    socket.write(bytes);
    sentSeq = toSeq;
  }

  async function readOn(toSeq: number): Promise<void> {
    isReading = true;
    try {
      for (const frame of await feeds.page({ ...place, fromSeq: sentSeq + 1, toSeq })) {
        // What does not go in now is read again, rather than kept.
        if (isClosed || socket.unsentBytes >= maxUnsentBytes) break;
        hand(frame);
      }
    } catch {
      // The database is away: the next look at those who are behind reads again.
      return;
    } finally {
      isReading = false;
    }
    pump();
  }

  return { pump, close, get isBehind() { return !isClosed && sentSeq < window.tailSeq; } };
}
