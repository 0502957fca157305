import { type AiBudgetStore, type ChatAudit, type ChatStore, type ConflictLog, type CredentialKind, type CredentialStore, createRecorder, type DocumentStore, type EventLog, type IdentityVerifier, type LedgerStore, type LedgerVerification, type Payments, type PriceStore, type Recorder, type RulesScanning, SoraError } from '@sora/core';
import { type FakeClock, fakeClock, memoryAiBudgetStore, memoryAuthorLog, memoryChatOverview, memoryChatStore, memoryConflictLog, memoryCredentialStore, memoryDocumentStore, memoryEventLog, memoryLeaseStore, memoryLedgerStore, memoryMetricStore, memoryNodeRegistry, memoryPriceStore, memoryUserSessionStore } from '@sora/core/testing';
import type { FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import { createDevIssuer } from '../../adapters/identity/dev-issuer.ts';
import { createLogger } from '../../logger.ts';
import { readSettings } from '../../settings.ts';
import { createAuthenticator } from '../access/authenticator.ts';
import { loginLink } from '../access/login-link.ts';
import { type CredentialRequest, mintCredential } from '../access/secrets.ts';
import { createUserSessions, sessionKey, type UserSessions } from '../access/user-sessions.ts';
import { createAnswers } from '../answers.ts';
import { createApp } from '../app.ts';
import { endpoints } from '../endpoints/index.ts';
import { createFrameIntake } from '../frame-intake.ts';
import type { ChatActivities } from '../services.ts';
import type { ReplyPiece } from '../live/reply-pieces.ts';
import { createLiveHub, type DatabaseState, type LiveHub } from '../live-hub.ts';
import { openApiDocument } from '../openapi.ts';
import { sha256, testPayments } from './test-payments.ts';

/** The HTTP server on in-memory adapters, with a clock that stands still. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly clock: FakeClock;
  readonly recorder: Recorder;
  readonly events: EventLog;
  readonly credentials: CredentialStore;
  readonly ledger: LedgerStore;
  readonly conflicts: ConflictLog;
  readonly documents: DocumentStore;
  readonly chats: ChatStore;
  readonly prices: PriceStore;
  readonly aiBudgets: AiBudgetStore;
  /** Pieces of AI replies that were shown. */
  readonly pieces: readonly ReplyPiece[];
  readonly payments: Payments;
  readonly sessions: UserSessions;
  readonly live: LiveHub;
  /** Says whether the database answers. */
  setDatabase(state: DatabaseState['state']): void;
  /** A new token of this kind. */
  token(kind: CredentialKind, request?: Partial<CredentialRequest>): Promise<{ readonly id: string; readonly token: string }>;
  revoke(id: string): Promise<void>;
  /** A session of this user, whose wallet is not opened. */
  session(userId: string, tenant?: string): Promise<{ readonly id: string; readonly token: string }>;
  /** The code of a login link for this credential. */
  loginCode(credentialId: string): Promise<string>;
  /** Moves what was measured into the store. */
  flush(): Promise<void>;
}

export interface TestAppOptions {
  /** Settings other than their defaults. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly dashboardDir?: string;
  /** Puts something in front of the ledger. */
  readonly beforeLedger?: (ledger: LedgerStore) => LedgerStore;
  /** Puts something in front of the chats. */
  readonly beforeChats?: (chats: ChatStore) => ChatStore;
  /** Takes log lines of every level; without it none are written. */
  readonly logTo?: DestinationStream;
  /** Recounts chats; without it every chat is right. */
  readonly chatAudit?: Pick<ChatAudit, 'correct'>;
  /** Without it nothing goes on in any chat. */
  readonly activity?: ChatActivities;
  /** Verifies the ledger; without it nothing was verified yet. */
  readonly verification?: LedgerVerification;
  /** Scans rules; without it no file is set. */
  readonly rules?: RulesScanning;
  /** Who vouches for users. */
  readonly identity?: IdentityVerifier;
  /** As under --dev: with the built-in identity provider. */
  readonly dev?: boolean;
}

/** What a browser sends along from a page that this server served. */
export const sameOrigin = { host: '127.0.0.1:4200', origin: 'http://127.0.0.1:4200' } as const;

const quiet: ChatActivities = { busiest: () => [] };

const noRules: RulesScanning = {
  files: [],
  scan: () => Promise.reject(new SoraError('not-set-up')),
  analyse: () => Promise.reject(new SoraError('not-set-up')),
  latest: async () => undefined,
  history: async () => [],
};

const neverVerified: LedgerVerification = { start: async () => 'started', latest: async () => [] };

export async function createTestApp({ environment = {}, dashboardDir, beforeLedger = (ledger) => ledger, beforeChats = (chats) => chats, logTo, chatAudit, activity = quiet, verification = neverVerified, rules = noRules, identity, dev = false }: TestAppOptions = {}): Promise<TestApp> {
  const tenants = new Set(['main', 'other']);
  const clock = fakeClock();
  const settings = readSettings(environment);
  const { events, credentials, nodes, metrics, conflicts, documents, userSessions, ...stores } = memoryStores(clock, tenants);
  const ledger = beforeLedger(stores.ledger);
  const talk = memoryTalk(beforeChats(memoryChatStore({ clock, sha256, tenants, ledger })), tenants, clock);
  const [recorder, live] = [createRecorder({ clock }), createLiveHub()];
  const { payments } = testPayments({ clock, settings, recorder, ledger, conflicts, tenants });
  const sessions = createUserSessions(userSessions, { key: await sessionKey(userSessions, settings), validMs: settings.SORA_SESSION_DAYS * 24 * 60 * 60_000 });
  const devIssuer = dev ? await createDevIssuer({ clock, tenant: 'main' }) : undefined;
  let databaseState: DatabaseState = { state: 'available', sinceMs: 0 };
  const database = () => databaseState;
  const logger = createLogger({ level: logTo === undefined ? 'silent' : 'trace', nodeId: 'node-under-test', ...(logTo === undefined ? {} : { destination: logTo }) });
  const app = await createApp(
    {
      clock, settings, recorder, events, credentials, ledger, chatAudit: chatAudit ?? rightChats(talk.chats), activity, ...talk, conflicts, documents, verification, rules, payments, sessions, devIssuer, live, database,
      identity: identity ?? devIssuer,
      product: { version: '0.0.0' },
      self: () => ({ id: 'node-under-test', region: 'here', release: 'test', startedAtMs: 0, load: 0, memoryBytes: 1 }),
      intake: createFrameIntake({ clock, recorder, events, database, clientFlushMs: settings.SORA_CLIENT_FLUSH_MS }),
      answers: createAnswers({ clock, settings, metrics, events, nodes }),
      authenticator: createAuthenticator({ credentials, sessions }, clock),
      openApi: () => openApiDocument(endpoints, '0.0.0'),
      pingDatabase: async () => undefined,
      recordEvent: async (event) => { await events.record(event); },
    },
    { logger, onAnswered: () => undefined, ...(dashboardDir === undefined ? {} : { dashboardDir }) },
  );
  let seq = 0;
  return {
    app, clock, recorder, events, credentials, ledger, conflicts, documents, ...talk, payments, sessions, live,
    setDatabase(state) {
      databaseState = { state, sinceMs: clock.nowMs() };
    },
    async token(kind, request = {}) {
      const { stored, token } = mintCredential(kind, { tenant: 'main', name: 'someone', nowMs: clock.nowMs(), ...request });
      await credentials.create(stored);
      return { id: stored.id, token };
    },
    async revoke(id) {
      await credentials.revoke('main', id);
    },
    async session(userId, tenant = 'main') {
      const { session: { id }, token } = await sessions.begin({ tenant, userId, install: undefined });
      return { id, token };
    },
    loginCode: async (credentialId) => (await loginLink(credentials, { credentialId, baseUrl: sameOrigin.origin })).url.split('#login=')[1] ?? '',
    async flush() {
      await metrics.append({ nodeId: 'node-under-test', seq: (seq += 1), points: recorder.drain() });
    },
  };
}

function memoryStores(clock: FakeClock, tenants: ReadonlySet<string>) {
  const events = memoryEventLog(clock, tenants);
  const conflicts = memoryConflictLog(clock, tenants, events);
  return {
    events, conflicts,
    documents: memoryDocumentStore({ clock, tenants, conflicts }),
    credentials: memoryCredentialStore(clock, tenants),
    nodes: memoryNodeRegistry(clock),
    metrics: memoryMetricStore({ clock, leases: memoryLeaseStore(clock), tenants }),
    ledger: memoryLedgerStore({ clock, tenants, conflicts, sha256 }),
    userSessions: memoryUserSessionStore(clock, tenants),
  };
}

/** Chats, and what is asked about them. */
function memoryTalk(chats: ChatStore, tenants: ReadonlySet<string>, clock: FakeClock) {
  const pieces: ReplyPiece[] = [];
  const showPiece = (piece: ReplyPiece) => { pieces.push(piece); return undefined; };
  return { chats, pieces, showPiece, members: chats, prices: memoryPriceStore(tenants, chats), aiBudgets: memoryAiBudgetStore({ clock, tenants, chats }), authors: memoryAuthorLog(chats), overview: memoryChatOverview(chats), sha256 };
}

function rightChats(chats: Pick<ChatStore, 'chat'>): Pick<ChatAudit, 'correct'> {
  return {
    async correct({ tenant, id }) {
      const head = await chats.chat(tenant, id);
      if (head === undefined) throw new SoraError('unknown-chat', { detail: `There is no chat ${id}.` });
      return { kind: 'was-right', before: head, after: head, isNews: false };
    },
  };
}
