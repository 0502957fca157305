import { type ChatFeeds, type ChatPlace, type ChatStore, type FeedSeat, type LiveLimits, type Turnstile, type UnsubscribeCode } from '@sora/core';
import type { Audiences, Listener } from './audiences.ts';
import type { LiveUser } from './live-user.ts';
import type { LiveSocket } from './live-socket.ts';
import { openSubscription, type Subscription } from './subscription.ts';

/** The chats that one client follows. */
export interface ChatSeats {
  /** Follows it, or says why not; who follows it already begins anew. */
  subscribe(chat: string, fromSeq: number | undefined): Promise<void>;
  /** False when it was not followed. */
  leave(chat: string, code: UnsubscribeCode): boolean;
  /** Hands on what is at hand in each chat; not always in the same order, so that a busy one does not keep the others waiting for ever. */
  pump(): void;
  readonly isBehind: boolean;
  /** Leaves the chats whose member this user no longer is. @throws {SoraError} `database-unavailable` */
  recheck(): Promise<void>;
  close(): void;
}

export interface ChatSeatsOptions {
  readonly user: Pick<LiveUser, 'tenant' | 'userId'>;
  readonly socket: LiveSocket;
  readonly chats: Pick<ChatStore, 'chat' | 'member'>;
  readonly feeds: ChatFeeds<Buffer>;
  readonly audiences: Audiences;
  /** Asked every half minute of every seat on the server. */
  readonly isStillMember: (place: ChatPlace, userId: string) => Promise<boolean>;
  /** For questions to the database. */
  readonly turnstile: Turnstile;
  readonly limits: Pick<LiveLimits, 'maxSubscriptions' | 'maxUnsentBytes'>;
  readonly listener: Listener;
  readonly onBlocked: () => void;
  /** Told of each room that the client has come into. */
  readonly onEntered: (place: ChatPlace, isRoom: boolean) => void;
}

export function createChatSeats({ user: { tenant, userId }, socket, chats, feeds, audiences, turnstile, isStillMember, limits, listener, onBlocked, onEntered }: ChatSeatsOptions): ChatSeats {
  const seats = new Map<string, Subscription>();
  let [isClosed, first] = [false, 0];
  const isMember = async (chat: string) => (await turnstile.pass(() => chats.member(tenant, chat, userId))) !== undefined;
  const end = (chat: string) => {
    seats.get(chat)?.close();
    return seats.delete(chat);
  };

  async function tryToSubscribe(chat: string, fromSeq: number | undefined): Promise<UnsubscribeCode | 'subscribed'> {
    if (seats.size >= limits.maxSubscriptions) return 'too-many-subscriptions';
    if (!(await isMember(chat))) return 'not-a-member';
    const seat = await turnstile.pass(() => feeds.join({ tenant, chat }, () => pumpOne(chat)));
    if (seat === undefined) return 'not-a-member';
    const from = fromSeq ?? seat.window.tailSeq + 1;
    const endsAt = from > seat.window.tailSeq + 1 ? await endOf(chat, seat) : from;
    if (isClosed || from > endsAt + 1) {
      seat.leave();
      if (!isClosed) socket.say({ type: 'resync', chat, lastSeq: endsAt });
    } else sit(chat, seat, from);
    return 'subscribed';
  }

  /** The client may have heard on another server of what this one has not fetched yet. */
  async function endOf(chat: string, { window, leave }: FeedSeat<Buffer>): Promise<number> {
    try {
      return (await turnstile.pass(() => chats.chat(tenant, chat)))?.lastSeq ?? window.tailSeq;
    } catch (error) {
      leave();
      throw error;
    }
  }

  function sit(chat: string, seat: FeedSeat<Buffer>, fromSeq: number): void {
    const place = { tenant, chat };
    const isRoom = seat.kind === 'room';
    const exit = audiences.enter(place, listener, isRoom);
    const leave = () => { exit(); seat.leave(); };
    const onLost = (lastSeq: number) => {
      seats.delete(chat);
      socket.say({ type: 'resync', chat, lastSeq });
    };
    socket.say({ type: 'subscribed', chat, kind: seat.kind, from: fromSeq, lastSeq: seat.window.tailSeq });
    onEntered(place, isRoom);
    seats.set(chat, openSubscription({ place, seat: { ...seat, leave }, feeds, socket, maxUnsentBytes: limits.maxUnsentBytes, fromSeq, onBlocked, onLost }));
    pumpOne(chat);
  }

  function pumpOne(chat: string): void {
    if (!listener.isBlocked) seats.get(chat)?.pump();
  }

  function leave(chat: string, code: UnsubscribeCode): boolean {
    const wasThere = end(chat);
    if (wasThere) socket.say({ type: 'unsubscribed', chat, code });
    return wasThere;
  }

  return {
    leave,
    async subscribe(chat, fromSeq) {
      end(chat);
      // Away, or at its limit: the client asks again.
      const outcome = await tryToSubscribe(chat, fromSeq).catch((): UnsubscribeCode => 'unavailable');
      if (outcome !== 'subscribed' && !isClosed) socket.say({ type: 'unsubscribed', chat, code: outcome });
    },
    pump() {
      const chatsNow = [...seats.keys()];
      first += 1;
      for (let n = 0; n < chatsNow.length; n++) pumpOne(chatsNow[(first + n) % chatsNow.length] ?? '');
    },
    get isBehind() {
      return [...seats.values()].some((seat) => seat.isBehind);
    },
    async recheck() {
      await Promise.all([...seats].map(async ([chat, seat]) => {
        const isMember = await isStillMember({ tenant, chat }, userId);
        // What was begun anew meanwhile was asked about anew.
        if (!isMember && !isClosed && seats.get(chat) === seat) leave(chat, 'not-a-member');
      }));
    },
    close() {
      isClosed = true;
      for (const chat of seats.keys()) end(chat);
    },
  };
}
