import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChatAnnouncements, type ChatFeeds, type ChatPlace, type ChatStore, type Clock, createTurnstile, defaultLiveLimits, type LiveLimits, type LiveSignal, type Random, SoraError } from '@sora/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { Authenticator } from '../access/authenticator.ts';
import { type HostPolicy, isKnownHost, isOwnOrigin } from '../access/host-guard.ts';
import { createRateCounter } from '../access/rate-counter.ts';
import { senderOf } from '../access/sender.ts';
import type { UserSessions } from '../access/user-sessions.ts';
import { createAudiences, tellAll } from './audiences.ts';
import { createChatSeats } from './chat-seats.ts';
import { type Connection, openConnection } from './connection.ts';
import { createCounted } from './counted.ts';
import { createHelloGuard } from './hello-guard.ts';
import { liveSocket } from './live-socket.ts';
import { liveUsers, type LiveUser } from './live-user.ts';
import { membersTogether } from './members-together.ts';
import { piecesOf, type ReplyPiece } from './reply-pieces.ts';
import { createRoomViewers } from './room-viewers.ts';
import { lookThrough } from './upkeep.ts';
import { routeUpgrades } from './upgrades.ts';

/** Chats over WebSocket, for the clients of this server. */
export interface LiveChats {
  /** Before the server listens: takes sockets on `/v1/live`, and sends them away when it closes. */
  attach(app: FastifyInstance, hosts: () => HostPolicy): void;
  /**
   * Shows a piece of a reply that is being written to those who follow the chat, on any server. Nothing is stored, and nobody waits for it.
   * @returns how long to wait, in milliseconds, when too many came: it was dropped. @throws {SoraError} `bad-request`
   */
  partial(piece: ReplyPiece): number | undefined;
  /** Someone is no member any more: they get nothing more, on any server. */
  removed(place: ChatPlace & { readonly userId: string }): void;
  readonly sockets: number;
  /** What all of them together have not taken yet. */
  readonly unsentBytes: number;
  /** Takes no more sockets, and sends those that are open away with a time to come back at. */
  close(): Promise<void>;
}

export interface LiveChatsOptions {
  readonly chats: Pick<ChatStore, 'chat' | 'member' | 'membersAmong'>;
  readonly feeds: ChatFeeds<Buffer>;
  readonly announcements: ChatAnnouncements;
  readonly authenticator: Pick<Authenticator, 'identify' | 'hasSeen'>;
  readonly sessions: Pick<UserSessions, 'find'>;
  readonly clock: Clock;
  readonly random: Random;
  /** This server among those that count viewers. */
  readonly server: string;
  readonly onError: (error: unknown) => void;
  readonly limits?: Partial<LiveLimits>;
}

export const livePath = '/v1/live';

/** What a client of another version still can: all of this is ordinary HTTP. */
const works = ['GET /v1/chats/{chatId}/messages', 'GET /v1/chats/{chatId}/digest', 'POST /v1/chats/{chatId}/messages'] as const;
/** Questions to the database at once, of all sockets that come and are looked at again. */
const questionsAtOnce = 8;
const goodbyeMs = 2_500;
const sliceSockets = 500;

export function createLiveChats(options: LiveChatsOptions): LiveChats {
  const limits = { ...defaultLiveLimits, ...options.limits };
  const { announcements, clock, random, server, onError } = options;
  const connections = new Set<Connection>();
  const audiences = createAudiences();
  const viewers = createRoomViewers({ server, audiences, announcements, random, clock });
  const [pieceRate, allPieces] = [createRateCounter({ max: limits.piecesPerSecond.ofChat, windowMs: 1_000, senders: 10_000 }), createRateCounter({ max: limits.piecesPerSecond.inAll, windowMs: 1_000, senders: 1 })];
  const [perAddress, perUser, turnstile] = [createCounted(), createCounted(), createTurnstile(questionsAtOnce)];
  const isStillMember = membersTogether({ chats: options.chats, turnstile, gatherMs: limits.sweepMs });
  const guard = createHelloGuard(options.authenticator);
  const users = liveUsers(options.authenticator, options.sessions);
  let isClosing = false;
  const deaf = announcements.listen({ signal: hear });
  const timers = [setInterval(() => lookThrough(connections, limits, onError), limits.sweepMs).unref(), setInterval(() => viewers.tick(), limits.viewersMs).unref()];

  function hear(signal: LiveSignal): void {
    viewers.hear(signal);
    if (signal.kind === 'removed') removeHere(connections, signal);
    if (signal.kind !== 'partial') return;
    const audience = audiences.of({ tenant: signal.tenant, chat: signal.frame.chat });
    if (audience !== undefined) void tellAll(audience, signal.frame);
  }

  function admit(hosts: () => HostPolicy, { headers: { origin }, host }: FastifyRequest): void {
    // A native client sends no Origin. A browser does, and its page has to be ours or one that is allowed.
    if (origin !== undefined && !isWelcome(origin, host, hosts())) throw new SoraError('origin-refused');
    if (isClosing) throw new SoraError('overloaded', { detail: 'This server stops.', retryAfterMs: 2_000 });
    if (connections.size >= limits.maxSockets) throw new SoraError('overloaded', { detail: `${limits.maxSockets} sockets are open on this server.`, retryAfterMs: 10_000 });
  }

  function open(ws: WebSocket, transport: Duplex, { ip }: FastifyRequest): void {
    const address = senderOf(ip);
    const free = perAddress.take(address, limits.maxSocketsPerAddress);
    const connection: Connection = openConnection({
      limits, clock, random, turnstile, users, works, onError,
      socket: liveSocket(ws, transport, {
        onFrame: (text) => connection.receive(text),
        onHeard: () => connection.heard(),
        onDrain: () => connection.drained(),
        onClosed() {
          connections.delete(connection);
          connection.closed();
          free?.();
        },
      }),
      mayBeLookedUp: (shown) => guard.mayBeLookedUp(address, shown),
      onRefused: () => guard.refused(address),
      seatsOf,
    });
    connections.add(connection);
    if (free === undefined) connection.sendAway('overloaded', limits.maxSocketsPerAddress);
  }

  function seatsOf(user: LiveUser, connection: Connection) {
    const free = perUser.take(`${user.tenant} ${user.userId}`, limits.maxSocketsPerUser);
    if (free === undefined) return undefined;
    const { socket } = connection;
    const listener = { userId: user.userId, socket, get isBlocked() { return connection.isBlocked; } };
    const onEntered = (place: ChatPlace, isRoom: boolean) => { if (isRoom) socket.say(viewers.seenBy(place)); };
    return { free, seats: createChatSeats({ ...options, user, socket, audiences, turnstile, isStillMember, limits, listener, onEntered, onBlocked: () => connection.blocked() }) };
  }

  async function close(): Promise<void> {
    if (isClosing) return;
    isClosing = true;
    deaf();
    const clients = connections.size;
    for (const [n, connection] of [...connections].entries()) {
      connection.sendAway('restarting', clients);
      if (n % sliceSockets === sliceSockets - 1) await sleep(0);
    }
    const untilMs = performance.now() + goodbyeMs;
    while (connections.size > 0 && performance.now() < untilMs) await sleep(20);
    for (const { socket } of connections) socket.hangUp();
    for (const timer of timers) clearInterval(timer);
  }

  return {
    attach(app, hosts) {
      routeUpgrades(app, { path: livePath, maxFrameBytes: limits.maxFrameBytes, admit: (request) => admit(hosts, request), onOpen: open });
      app.addHook('preClose', close);
    },
    partial(piece) {
      const frames = piecesOf(piece);
      // A piece goes to every follower; one a second always passes.
      const weight = Math.max(1, Math.min(limits.piecesPerSecond.ofChat, frames.length * Math.ceil(viewers.followers(piece) / limits.piecesInFullUpTo)));
      const waitMs = pieceRate.count(`${piece.tenant}/${piece.chat}`, weight) ?? allPieces.count('');
      if (waitMs === undefined) for (const frame of frames) announcements.tell({ kind: 'partial', tenant: piece.tenant, frame });
      return waitMs;
    },
    removed: (place) => announcements.tell({ kind: 'removed', ...place }),
    get sockets() { return connections.size; },
    get unsentBytes() { return [...connections].reduce((sum, { socket }) => sum + socket.unsentBytes, 0); },
    close,
  };
}

function isWelcome(origin: string, host: string, policy: HostPolicy): boolean {
  if (isOwnOrigin(origin, host) && isKnownHost(host, policy)) return true;
  const from = URL.canParse(origin) ? new URL(origin).host : undefined;
  return policy.allowedHosts.some((allowed) => allowed.toLowerCase() === from);
}

function removeHere(connections: Iterable<Connection>, { tenant, chat, userId }: ChatPlace & { readonly userId: string }): void {
  for (const { user, removedFrom } of connections) if (user?.userId === userId && user.tenant === tenant) removedFrom(chat);
}
