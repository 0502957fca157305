import { type ClientFrame, type Clock, createFrameBudget, isProblem, type LiveLimits, liveVersion, type ParsedClientFrame, parseClientFrame, type Random, reconnectAfterMs, type Turnstile, type UpkeepFacts } from '@sora/core';
import { shownToken, type ShownToken } from '../access/shown-credential.ts';
import type { ChatSeats } from './chat-seats.ts';
import { createConnectionTimes } from './connection-times.ts';
import type { LiveUser, LiveUsers } from './live-user.ts';
import type { LiveSocket } from './live-socket.ts';

/** One client, from its first frame to its last. */
export interface Connection {
  readonly socket: LiveSocket;
  /** Undefined until it has said hello. */
  readonly user: LiveUser | undefined;
  readonly upkeep: UpkeepFacts;
  readonly isBlocked: boolean;
  /** A frame of the client; undefined for one that is no text. */
  receive(text: string | undefined): void;
  heard(): void;
  blocked(): void;
  /** The socket has taken all that was queued: go on where it stopped. */
  drained(): void;
  /** Goes on with what it is behind with, unless it is blocked. */
  catchUp(): void;
  pinged(): void;
  /** Looks again whether the token and the memberships still hold. */
  recheck(): Promise<void>;
  /** Leaves this chat, whose member it no longer is. */
  removedFrom(chat: string): void;
  /** Hangs up with a time to come back at. */
  sendAway(reason: 'restarting' | 'overloaded', clients: number): void;
  closed(): void;
}

export interface ConnectionOptions {
  readonly socket: LiveSocket;
  readonly limits: LiveLimits;
  readonly clock: Clock;
  readonly random: Random;
  readonly turnstile: Turnstile;
  readonly users: LiveUsers;
  /** False while too many wrong tokens came from this address: then only what was once right is looked up. */
  readonly mayBeLookedUp: (shown: ShownToken) => boolean;
  readonly onRefused: () => void;
  readonly onError: (error: unknown) => void;
  /** What works for clients of other versions. */
  readonly works: readonly string[];
  /** Undefined when this user has too many sockets. */
  readonly seatsOf: (user: LiveUser, connection: Connection) => { readonly seats: ChatSeats; readonly free: () => void } | undefined;
}

/** Whoever cannot be served now is one of many: they come back as if they were this many. */
const crowd = 10_000;
/** Frames that wait for those before them. */
const maxWaiting = 100;

export function openConnection(options: ConnectionOptions): Connection {
  const { socket, limits, clock, random, turnstile, users } = options;
  const budget = createFrameBudget(limits.frameRate, performance.now());
  const times = createConnectionTimes(limits, clock, random);
  let session: { readonly user: LiveUser; readonly shown: ShownToken; readonly seats: ChatSeats; readonly free: () => void } | undefined;
  let [turn, waiting, isOver] = [Promise.resolve(), 0, false];

  function over(reason: Parameters<LiveSocket['close']>[0]): void {
    if (isOver) return;
    connection.closed();
    socket.close(reason);
  }

  function failed(error: unknown): void {
    options.onError(error);
    connection.sendAway('overloaded', crowd);
  }

  async function obey(parsed: ParsedClientFrame): Promise<void> {
    if (isOver) return;
    if (parsed.kind === 'other-version') {
      socket.say({ type: 'upgrade', versions: [liveVersion], works: options.works });
      return over('upgrade');
    }
    if (session === undefined) {
      if (parsed.kind === 'frame' && parsed.frame.type === 'hello') return await begin(shownToken(parsed.frame.token));
      return over('malformedHello');
    }
    if (parsed.kind === 'wrong') return socket.say({ type: 'error', code: parsed.code, detail: parsed.detail });
    await obeyFrame(parsed.frame, session.seats);
  }

  async function obeyFrame(frame: ClientFrame, seats: ChatSeats): Promise<void> {
    switch (frame.type) {
      case 'hello':
        return socket.say({ type: 'error', code: 'hello-twice', detail: 'Hello was said; a newer token comes with {"type":"token"}.' });
      case 'token':
        return await renew(shownToken(frame.token));
      case 'subscribe':
        return await seats.subscribe(frame.chat, frame.from);
      case 'unsubscribe':
        if (!seats.leave(frame.chat, 'asked')) socket.say({ type: 'error', code: 'not-subscribed', detail: `"${frame.chat}" is not followed.` });
        return;
      case 'ping':
        return socket.say({ type: 'pong', atMs: clock.nowMs() });
    }
  }

  /** Undefined when it is over: the token is nobody's, or nobody can be asked. */
  async function whose(shown: ShownToken): Promise<LiveUser | undefined> {
    const found = options.mayBeLookedUp(shown) ? await turnstile.pass(() => users.identify(shown)).catch(() => 'unknown' as const) : 'unknown';
    if (isOver) return undefined;
    if (found === 'unknown') connection.sendAway('overloaded', crowd);
    else if (found === undefined) {
      options.onRefused();
      over('unauthenticated');
    } else return found;
    return undefined;
  }

  async function begin(shown: ShownToken): Promise<void> {
    const user = await whose(shown);
    if (user === undefined) return;
    const seated = options.seatsOf(user, connection);
    if (seated === undefined) return over('tooMany');
    session = { user, shown, ...seated };
    times.recheckAgain(user);
    socket.say({ type: 'welcome', version: liveVersion, userId: user.userId, heartbeatMs: limits.pingMs });
  }

  async function renew(shown: ShownToken): Promise<void> {
    const user = await whose(shown);
    if (user === undefined || session === undefined) return;
    if (user.tenant !== session.user.tenant || user.userId !== session.user.userId) return over('unauthenticated');
    session = { ...session, user, shown };
    times.recheckAgain(user);
    socket.say({ type: 'token-accepted' });
  }

  const connection: Connection = {
    socket,
    get user() { return session?.user; },
    get upkeep() { return { ...times.facts, hasSaidHello: session !== undefined }; },
    get isBlocked() { return times.facts.stalledSinceMs !== undefined; },
    receive(text) {
      if (isOver) return;
      if (text === undefined) return over('binary');
      if (!budget.take(performance.now()) || waiting >= maxWaiting) return over('tooMany');
      const parsed = parseClientFrame(text);
      waiting += 1;
      turn = turn.then(() => obey(parsed)).catch(failed).finally(() => { waiting -= 1; });
    },
    heard: times.heard,
    blocked: times.stalled,
    drained() {
      times.flowing();
      session?.seats.pump();
    },
    catchUp() {
      if (socket.unsentBytes === 0) times.flowing();
      if (session?.seats.isBehind === true) session.seats.pump();
    },
    pinged() {
      times.pinged();
      socket.ping();
    },
    async recheck() {
      if (session === undefined) return;
      const { user, shown, seats } = session;
      times.recheckBegan();
      try {
        if (!(await turnstile.pass(() => users.isStillValid(shown)))) return over('unauthenticated');
        await seats.recheck();
      } catch (error) {
        // While the database is away nobody can be removed either.
        if (!isProblem(error, 'database-unavailable')) throw error;
      } finally {
        times.recheckEnded(user);
      }
    },
    removedFrom(chat) { session?.seats.leave(chat, 'not-a-member'); },
    sendAway(reason, clients) {
      if (!isOver) socket.say({ type: 'reconnect', afterMs: reconnectAfterMs(clients, random) });
      over(reason);
    },
    closed() {
      isOver = true;
      session?.seats.close();
      session?.free();
    },
  };
  return connection;
}
