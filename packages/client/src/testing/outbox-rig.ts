import { fakeClock, type FakeClock, fakeTimers, type FakeTimers, seededRandom } from '@sora/core/testing';
import { createOutbox, type RunningOutbox } from '../outbox/create-outbox.ts';
import type { Deliver } from '../outbox/delivery.ts';
import { deliverOverHttp } from '../outbox/deliver-over-http.ts';
import { openOutboxStore } from '../outbox/open-outbox-store.ts';
import type { OutboxHints } from '../outbox/outbox-hints.ts';
import { rememberedUser } from '../outbox/remembered-user.ts';
import { memoryJournal, type MemoryRows } from '../platforms/memory-journal.ts';
import type { Leadership } from '../ports/leadership.ts';
import type { Transport, TransportAnswer, TransportRequest } from '../ports/transport.ts';
import { createSessionKeeper } from '../session/session-keeper.ts';
import type { SessionKeeper } from '../session/session.ts';
import { type FaultyJournal, faultyJournal, type JournalFault } from './faulty-journal.ts';
import { fakeDevice, type FakeDevice } from './fake-device.ts';
import { modelServer, type ModelServer } from './model-server.ts';

/** What becomes of a request: processed or not, and what is heard of it. */
export type NetworkFault = 'cut-before' | 'answer-lost' | 'not-ours' | 'status-500' | 'status-503' | 'status-429' | 'forget-session';

/** A page of the app: it dies as a whole. */
export interface RigPage extends RunningOutbox {
  readonly journal: FaultyJournal;
  readonly device: FakeDevice;
  kill(): void;
}

/** One installed app with its pages, and the server. */
export interface OutboxRig {
  readonly server: ModelServer;
  readonly rows: MemoryRows;
  readonly clock: FakeClock;
  /** Goes with the other; to advance it is to set it. */
  readonly wall: FakeClock;
  readonly timers: FakeTimers;
  /** What the app was told to send, in order, with the time by the monotonic clock. */
  readonly requests: readonly { readonly request: TransportRequest; readonly atMs: number }[];
  readonly network: { fault: () => NetworkFault | undefined; delayMs: number };
  readonly disk: { fault: (step: number) => JournalFault | undefined };
  /** Sessions that were begun. */
  readonly refreshes: number;
  /** Whom the identity provider knows; undefined for nobody. */
  signIn(userId: string | undefined): void;
  open(): Promise<RigPage>;
}

export interface RigOptions {
  readonly hintsLost?: () => boolean;
  readonly seed?: number;
  /** Of another device. */
  readonly server?: ModelServer;
  /** Puts a bug between the outbox and the network. */
  readonly plant?: (deliver: Deliver) => Deliver;
}

export function outboxRig({ hintsLost = () => false, seed = 1, server = modelServer(), plant = (deliver) => deliver }: RigOptions = {}): OutboxRig {
  const rows: MemoryRows = new Map();
  const [clock, offset] = [fakeClock(0), fakeClock()];
  const wall: FakeClock = { nowMs: () => clock.nowMs() + offset.nowMs(), advance: offset.advance };
  const timers = fakeTimers(clock);
  const random = seededRandom(seed);
  const requests: { readonly request: TransportRequest; readonly atMs: number }[] = [];
  const network: OutboxRig['network'] = { fault: () => undefined, delayMs: 0 };
  const disk: OutboxRig['disk'] = { fault: () => undefined };
  const tabs = new Set<{ readonly hear: (keys: readonly string[]) => void }>();
  const leaders = leadershipQueue();
  const identity = { userId: undefined as string | undefined, refreshes: 0 };
  const sessions = new Set<SessionKeeper>();

  const exchange = (request: TransportRequest): TransportAnswer => {
    const fault = network.fault();
    const unanswered: TransportAnswer = { kind: 'unanswered', reason: 'network' };
    if (fault === 'cut-before') return unanswered;
    if (fault === 'not-ours') return { kind: 'answered', status: 200, body: { hello: 'Sign in to the hotel' }, retryAfterMs: undefined };
    if (fault?.startsWith('status-')) return { kind: 'answered', status: Number(fault.slice(7)), body: { code: 'overloaded' }, retryAfterMs: fault === 'status-429' ? 2_000 : undefined };
    if (fault === 'forget-session') server.sessions.clear();
    const answer = server.answer(request);
    return fault === 'answer-lost' ? unanswered : answer;
  };
  const beginning: Transport = async () => {
    identity.refreshes += 1;
    const token = `token-${identity.refreshes}`;
    server.sessions.set(token, identity.userId ?? '');
    return { kind: 'answered', status: 201, body: { userId: identity.userId, token, expiresAtMs: 1e15 }, retryAfterMs: undefined };
  };
  const openPage = async (): Promise<RigPage> => {
    const journal = faultyJournal(memoryJournal(rows), (step) => disk.fault(step));
    const device = fakeDevice();
    const transport: Transport = (request) => new Promise((resolve) => {
      if (journal.isDead) return;
      requests.push({ request, atMs: clock.nowMs() });
      const answer = exchange(request);
      timers.after(network.delayMs, () => { if (!journal.isDead) resolve(answer); });
    });
    const session = createSessionKeeper({ transport: beginning, install: 'rig', monotonic: clock, timers, random, getIdentityToken: async () => identity.userId });
    sessions.add(session);
    const store = await openOutboxStore({ openJournal: () => Promise.resolve({ journal, setAside: undefined }), openMemory: memoryJournal, randomId: () => hex(random.next) });
    const hints = hintsOf(tabs, hintsLost, journal);
    const leadership = leaders.of(journal);
    const running = createOutbox({ store, user: rememberedUser(store, session), session, deliver: plant(deliverOverHttp(transport, session)), clock: wall, monotonic: clock, timers, random, device, leadership, hints });
    return {
      ...running, journal, device,
      kill() {
        journal.kill();
        sessions.delete(session);
        leaders.gone(journal);
      },
    };
  };
  return {
    server, rows, clock, wall, timers, requests, network, disk,
    get refreshes() { return identity.refreshes; },
    signIn(userId) {
      identity.userId = userId;
      sessions.forEach((session) => { session.end(); });
      if (userId !== undefined) sessions.forEach((session) => void session.refresh());
    },
    open: openPage,
  };
}

function hex(next: () => number): string {
  return Array.from({ length: 32 }, () => Math.floor(next() * 16).toString(16)).join('');
}

function hintsOf(tabs: Set<{ readonly hear: (keys: readonly string[]) => void }>, isLost: () => boolean, journal: FaultyJournal): OutboxHints {
  let own: { readonly hear: (keys: readonly string[]) => void } | undefined;
  return {
    tell(keys) {
      if (journal.isDead) return;
      tabs.forEach((tab) => { if (tab !== own && !isLost()) void Promise.resolve().then(() => { tab.hear(keys); }); });
    },
    listen(listener) {
      const tab = { hear: (keys: readonly string[]) => { if (!journal.isDead) listener(keys); } };
      own = tab;
      tabs.add(tab);
      return () => { tabs.delete(tab); };
    },
  };
}

/** The first that asked leads, until it dies or resigns. */
function leadershipQueue() {
  const waiting: { readonly owner: object; readonly lead: (signal: AbortSignal) => void }[] = [];
  const start = () => { waiting[0]?.lead(new AbortController().signal); };
  const gone = (owner: object) => {
    const at = waiting.findIndex((each) => each.owner === owner);
    if (at < 0) return;
    waiting.splice(at, 1);
    if (at === 0) start();
  };
  const of = (owner: object): Leadership => ({
    campaign(_name, lead) {
      waiting.push({ owner, lead });
      if (waiting.length === 1) start();
      return () => { gone(owner); };
    },
  });
  return { of, gone };
}
