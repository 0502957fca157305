import { randomUUID } from 'node:crypto';
import { type Clock, createRecorder, type CredentialStore, type EventLog, type LeaseStore, type MetricStore, type NewEvent, type NodeRegistry, type NodeReport, type Recorder, type ScheduleStore } from '@sora/core';
import { createLocalSora, setDefaultSora } from '@sora/node';
import type { FastifyInstance } from 'fastify';
import type { DestinationStream, Logger } from 'pino';
import { connectDatabase, type Database } from './adapters/postgres/connect-database.ts';
import { postgresCredentialStore } from './adapters/postgres/credential-store.ts';
import { mapDatabaseError } from './adapters/postgres/database-error.ts';
import { postgresEventLog } from './adapters/postgres/event-log.ts';
import { startJobWakeUp } from './adapters/postgres/job-wake-up.ts';
import { postgresLeaseStore } from './adapters/postgres/lease-store.ts';
import { postgresMetricStore } from './adapters/postgres/metric-store.ts';
import { postgresNodeRegistry } from './adapters/postgres/node-registry.ts';
import { postgresScheduleStore } from './adapters/postgres/schedule-store.ts';
import { assertPortFree, describePortTaken, findPortOwner } from './adapters/port-owner.ts';
import { ensureAdminToken } from './http/access/admin-token.ts';
import { createAuthenticator } from './http/access/authenticator.ts';
import { loginLink } from './http/access/login-link.ts';
import { createAnswers } from './http/answers.ts';
import { type AppOptions, createApp, portOf } from './http/app.ts';
import { endpoints } from './http/endpoints/index.ts';
import { createFrameIntake } from './http/frame-intake.ts';
import { createLiveHub, type LiveHub } from './http/live-hub.ts';
import { openApiDocument } from './http/openapi.ts';
import { type AppServices, publicTenant } from './http/services.ts';
import { createLogger } from './logger.ts';
import type { Settings } from './settings.ts';
import { version } from './version.ts';
import { compactMetricsTask } from './workers/compact-metrics.ts';
import { createDatabaseWatch, type DatabaseWatch } from './workers/database-watch.ts';
import { expireDataTask } from './workers/expire-data.ts';
import { createMetricFlusher } from './workers/flush-metrics.ts';
import { lastFlush } from './workers/last-flush.ts';
import { type NodeRounds, startNodeRounds } from './workers/node-rounds.ts';
import { createScheduleRunner } from './workers/schedule-runner.ts';
import { measureSelf, type SelfMeasurement } from './workers/self-measurement.ts';

export interface SoraOptions {
  /** Folder of the built dashboard. */
  readonly dashboardDir?: string;
  /** A person watches: logs are quieter. */
  readonly terminal?: boolean;
  /** Told, in sentences, what takes time at start. */
  readonly progress?: (sentence: string) => void;
  /** Where log lines go; default standard output. */
  readonly logTo?: DestinationStream;
}

/** A running server. */
export interface Sora {
  readonly url: string;
  readonly adminTokenFile: string | undefined;
  /** True when this start made the admin token. */
  readonly firstStart: boolean;
  /** A single-use link with the rights of the first admin token; undefined when that token was deleted. */
  createLoginLink(): Promise<string | undefined>;
  /** Takes no more requests, writes what is in memory, says goodbye, and stops the embedded database unless others use it. */
  stop(): Promise<void>;
}

const systemClock: Clock = { nowMs: () => Date.now() };

/**
 * Starts a server: database, workers, HTTP. What fails is undone before it is thrown.
 * @throws {StartRefusedError} with a sentence and a remedy
 */
export async function createSora(settings: Settings, options: SoraOptions = {}): Promise<Sora> {
  await assertPortFree({ host: settings.SORA_HOST, port: settings.SORA_PORT });
  const { progress = () => undefined } = options;
  const node = createNode(settings, options);
  try {
    const database = await connectDatabase({ settings, progress, observeStatement: (durationMs) => node.measurement.queried(durationMs) });
    if (database.applied.length > 0) progress(`Migrations applied: ${database.applied.join(', ')}`);
    return await serve(node, database).catch(async (error: unknown) => {
      await database.close();
      throw error;
    });
  } catch (error) {
    node.measurement.stop();
    throw error;
  }
}

/** Migrates without serving; answers the names of what was applied. */
export async function migrateDatabase(settings: Settings): Promise<readonly string[]> {
  const database = await connectDatabase({ settings, progress: () => undefined });
  await database.close();
  return database.applied;
}

/** This process as one of the servers, before it has a database. */
interface Node {
  readonly settings: Settings;
  readonly options: SoraOptions;
  readonly clock: Clock;
  readonly log: Logger;
  readonly recorder: Recorder;
  readonly measurement: SelfMeasurement;
  readonly self: () => NodeReport;
}

function createNode(settings: Settings, options: SoraOptions): Node {
  const id = randomUUID();
  const clock = systemClock;
  const recorder = createRecorder({ clock });
  const { SORA_REGION: region, SORA_RELEASE: release } = settings;
  const measurement = measureSelf(recorder, { tenant: publicTenant, region });
  const startedAtMs = clock.nowMs();
  const level = settings.SORA_LOG_LEVEL ?? (options.terminal === true ? 'warn' : 'info');
  const log = createLogger({ level, nodeId: id, ...(options.logTo === undefined ? {} : { destination: options.logTo }) });
  const self = () => ({ id, region, release, startedAtMs, load: measurement.load, memoryBytes: process.memoryUsage.rss() });
  return { settings, options, clock, log, recorder, measurement, self };
}

async function serve(node: Node, database: Database): Promise<Sora> {
  const { settings, clock, log, self } = node;
  const stores = storesOf(database);
  const live = createLiveHub();
  const record = eventRecorder(stores.events, node);
  const watch = watchDatabase({ node, live, record });
  const adminToken = await ensureAdminToken(stores.credentials, settings, clock);
  const app = await createApp(servicesOf({ node, stores, live, record, watch, pool: database.pool }), appOptionsOf(node));
  const url = await listen(app, settings);
  // After the last step that can fail, so that a failure has no workers to stop.
  const rounds = startRounds({ node, stores, live, record, watch });
  const schedule = startSchedule({ node, stores, url: database.url });
  const { id, region, release } = self();
  const recorded = (event: Parameters<RecordOwn>[0]) => record(event).catch((error: unknown) => log.error({ err: error, type: event.type }, 'event not recorded'));
  await recorded({ type: 'SERVER_STARTED', severity: 'info', subject: `Server in ${region} started, release ${release}`, payload: { url, version, migrations: database.applied } });
  const defaultBefore = setDefaultSora(createLocalSora({ recorder: node.recorder, clock, tenant: publicTenant, flushToDatabase: () => rounds.flush() }));
  log.info({ url, region, release }, 'serving');
  return {
    url,
    adminTokenFile: adminToken.file,
    firstStart: adminToken.firstStart,
    createLoginLink: async () => (adminToken.credentialId === undefined ? undefined : (await loginLink(stores.credentials, { credentialId: adminToken.credentialId, baseUrl: url })).url),
    async stop() {
      setDefaultSora(defaultBefore);
      await app.close();
      await schedule.stop();
      await lastFlush(() => rounds.flush()).catch((error: unknown) => log.error({ err: error, points: node.recorder.pendingPoints }, 'measurements in memory were not written'));
      await rounds.stop();
      await recorded({ type: 'SERVER_STOPPED', severity: 'info', subject: `Server in ${region} stopped` });
      await stores.nodes.leave(id).catch(() => undefined);
      await database.close();
    },
  };
}

/** @returns the address it listens on; closes the app when it cannot */
async function listen(app: FastifyInstance, { SORA_HOST: host, SORA_PORT: port }: Settings): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    // Another program took it after it was tried.
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw isTaken ? describePortTaken({ host, port }, await findPortOwner({ host, port })) : error;
  }
  return `http://${host.includes(':') ? `[${host}]` : host}:${portOf(app)}`;
}

function appOptionsOf({ log, measurement, options: { dashboardDir } }: Node): AppOptions {
  return { logger: log, onAnswered: measurement.answered, ...(dashboardDir === undefined ? {} : { dashboardDir }) };
}

interface Stores {
  readonly events: EventLog;
  readonly credentials: CredentialStore;
  readonly metrics: MetricStore;
  readonly nodes: NodeRegistry;
  readonly leases: LeaseStore;
  readonly schedule: ScheduleStore;
}

function storesOf({ pool }: Database): Stores {
  return {
    events: postgresEventLog(pool), credentials: postgresCredentialStore(pool), metrics: postgresMetricStore(pool),
    nodes: postgresNodeRegistry(pool), leases: postgresLeaseStore(pool), schedule: postgresScheduleStore(pool),
  };
}

/** Records what this server did itself, in the tenant of the installation unless another is named. */
type RecordOwn = (event: Omit<NewEvent, 'tenant' | 'actor' | 'region' | 'release'> & Partial<Pick<NewEvent, 'tenant' | 'actor'>>) => Promise<void>;

function eventRecorder(events: EventLog, { self }: Node): RecordOwn {
  const { id, region, release } = self();
  return async (event) => {
    await events.record({ tenant: publicTenant, actor: { kind: 'node', id }, region, release, ...event });
  };
}

interface Shared {
  readonly node: Node;
  readonly live: LiveHub;
  readonly record: RecordOwn;
}

function watchDatabase({ node: { clock, log }, live, record }: Shared): DatabaseWatch {
  const watch = createDatabaseWatch(clock, (change) => {
    live.publish({ event: 'database', data: watch.state });
    if (change.state === 'unavailable') return log.error('database unavailable: measurements stay in memory, clients are told to wait');
    log.warn(change, 'database available again');
    record({ type: 'DATABASE_RECOVERED', severity: 'warning', subject: `The database was away for ${Math.round(change.wasAwayMs / 1000)} s`, payload: { ...change } }).catch((error: unknown) => log.error({ err: error }, 'event not recorded'));
  });
  return watch;
}

function startRounds({ node, stores, live, record, watch }: Shared & { readonly stores: Stores; readonly watch: DatabaseWatch }): NodeRounds {
  const { recorder, measurement, self, clock, settings, log } = node;
  return startNodeRounds({
    recorder, measurement, self, database: watch, nodes: stores.nodes, recordEvent: record,
    flusher: createMetricFlusher({ recorder, store: stores.metrics, nodeId: self().id, onRefused: (point, error) => log.error({ err: error, series: point.series, count: point.aggregate.count }, 'the database refuses these measurements; they are given up') }),
    flushMs: settings.SORA_METRICS_FLUSH_MS,
    onFlushed: () => live.publish({ event: 'flushed', data: { atMs: clock.nowMs() } }),
    onError: (error, doing) => log.warn({ err: error, doing }, 'not done; it is tried again'),
  });
}

const aMinuteMs = 60_000;
const aDayMs = 24 * 60 * aMinuteMs;

/** The work of the whole installation: each task on one server at a time, woken by the job library. */
function startSchedule({ node, stores, url }: { readonly node: Node; readonly stores: Stores; readonly url: string }): { stop(): Promise<void> } {
  const { clock, log, settings, self } = node;
  const tasks = [
    compactMetricsTask(stores.metrics, { clock, rawMs: settings.SORA_METRICS_RAW_MINUTES * aMinuteMs }),
    expireDataTask({ ...stores, clock, metricsRetentionMs: settings.SORA_METRICS_RETENTION_DAYS * aDayMs, eventsRetentionMs: settings.SORA_EVENTS_RETENTION_DAYS * aDayMs }),
  ];
  const runner = createScheduleRunner({ leases: stores.leases, schedule: stores.schedule, tasks, holder: self().id, log });
  const wakeUp = startJobWakeUp({ url, names: tasks.map(({ name }) => name), onWake: (name) => runner.wake(name), log });
  return {
    async stop() {
      await runner.stop();
      await wakeUp.stop();
    },
  };
}

function servicesOf({ node, stores, live, record, watch, pool }: Shared & { readonly stores: Stores; readonly watch: DatabaseWatch; readonly pool: Database['pool'] }): AppServices {
  const { clock, settings, recorder, self } = node;
  const { events, credentials, metrics, nodes } = stores;
  const database = () => watch.state;
  return {
    clock, settings, self, recorder, events, credentials, live, database,
    product: { version },
    recordEvent: record,
    intake: createFrameIntake({ clock, recorder, events, database, clientFlushMs: settings.SORA_CLIENT_FLUSH_MS }),
    answers: createAnswers({ clock, settings, metrics, events, nodes }),
    authenticator: createAuthenticator(credentials, clock),
    openApi: () => openApiDocument(endpoints, version),
    pingDatabase: async () => {
      await pool.query('select 1').catch((error: unknown) => Promise.reject(mapDatabaseError(error)));
    },
  };
}
