import { randomUUID } from 'node:crypto';
import { type Clock, createRecorder, type NewEvent, type NodeReport, type Recorder } from '@sora/core';
import { createLocalSora, setDefaultSora } from '@sora/node';
import type { DestinationStream, Logger } from 'pino';
import { connectDatabase, type Database } from './adapters/postgres/connect-database.ts';
import { postgresCredentialStore } from './adapters/postgres/credential-store.ts';
import { postgresEventLog } from './adapters/postgres/event-log.ts';
import { postgresMetricStore } from './adapters/postgres/metric-store.ts';
import { postgresNodeRegistry } from './adapters/postgres/node-registry.ts';
import { assertPortFree } from './adapters/port-owner.ts';
import { ensureAdminToken } from './http/access/admin-token.ts';
import { createAuthenticator } from './http/access/authenticator.ts';
import { loginLink } from './http/access/login-link.ts';
import { createAnswers } from './http/answers.ts';
import { createApp, portOf } from './http/app.ts';
import { endpoints } from './http/endpoints/index.ts';
import { createFrameIntake } from './http/frame-intake.ts';
import { createLiveHub } from './http/live-hub.ts';
import { openApiDocument } from './http/openapi.ts';
import { publicTenant } from './http/services.ts';
import { createLogger } from './logger.ts';
import type { Settings } from './settings.ts';
import { version } from './version.ts';
import { createDatabaseWatch } from './workers/database-watch.ts';
import { createMetricFlusher } from './workers/flush-metrics.ts';
import { startNodeRounds } from './workers/node-rounds.ts';
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
  const database = await connectDatabase({ settings, progress, observeStatement: (durationMs) => node.measurement.queried(durationMs) });
  if (database.applied.length > 0) progress(`Migrations applied: ${database.applied.join(', ')}`);
  try {
    return await serve(node, database);
  } catch (error) {
    await database.close();
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
  const { settings, clock, log, recorder, measurement, self } = node;
  const { pool } = database;
  const [events, credentials, metrics, nodes] = [postgresEventLog(pool), postgresCredentialStore(pool), postgresMetricStore(pool), postgresNodeRegistry(pool)];
  const live = createLiveHub();
  const { id: nodeId, region, release } = self();
  const recordEvent = async (event: Omit<NewEvent, 'region' | 'release'>) => {
    await events.record({ region, release, ...event });
  };
  const recordOwn = (event: Omit<NewEvent, 'tenant' | 'region' | 'release' | 'actor'> & { readonly tenant?: string }) => recordEvent({ tenant: publicTenant, actor: { kind: 'node', id: nodeId }, ...event });
  const watch = createDatabaseWatch(clock, (change) => {
    live.publish({ event: 'database', data: watch.state });
    if (change.state === 'unavailable') return log.error('database unavailable: measurements stay in memory, clients are told to wait');
    log.warn(change, 'database available again');
    recordOwn({ type: 'DATABASE_RECOVERED', severity: 'warning', subject: `The database was away for ${Math.round(change.wasAwayMs / 1000)} s`, payload: { ...change } }).catch((error: unknown) => log.error({ err: error }, 'event not recorded'));
  });
  const adminToken = await ensureAdminToken(credentials, settings, clock);
  const flusher = createMetricFlusher({ recorder, store: metrics, nodeId });
  const rounds = startNodeRounds({
    recorder, flusher, nodes, self, measurement, recordEvent: recordOwn, database: watch,
    flushMs: settings.SORA_METRICS_FLUSH_MS,
    onFlushed: () => live.publish({ event: 'flushed', data: { atMs: clock.nowMs() } }),
    onError: (error, doing) => log.warn({ err: error, doing }, 'not done; it is tried again'),
  });
  const app = await createApp(
    {
      clock, settings, product: { version }, self, recorder, events, credentials, live, recordEvent,
      intake: createFrameIntake({ clock, recorder, events, database: () => watch.state, clientFlushMs: settings.SORA_CLIENT_FLUSH_MS }),
      answers: createAnswers({ clock, settings, metrics, events, nodes }),
      authenticator: createAuthenticator(credentials, clock),
      database: () => watch.state,
      openApi: () => openApiDocument(endpoints, version),
      pingDatabase: async () => { await pool.query('select 1'); },
    },
    { logger: log, onAnswered: measurement.answered, ...(node.options.dashboardDir === undefined ? {} : { dashboardDir: node.options.dashboardDir }) },
  );
  await app.listen({ host: settings.SORA_HOST, port: settings.SORA_PORT });
  const url = `http://${settings.SORA_HOST.includes(':') ? `[${settings.SORA_HOST}]` : settings.SORA_HOST}:${portOf(app)}`;
  await recordOwn({ type: 'SERVER_STARTED', severity: 'info', subject: `Server in ${region} started, release ${release}`, payload: { url, version, migrations: database.applied } });
  const before = setDefaultSora(createLocalSora({ recorder, clock, tenant: publicTenant, flushToDatabase: () => rounds.flush() }));
  log.info({ url, region, release }, 'serving');
  return {
    url,
    adminTokenFile: adminToken.file,
    firstStart: adminToken.firstStart,
    createLoginLink: async () => (adminToken.credentialId === undefined ? undefined : (await loginLink(credentials, { credentialId: adminToken.credentialId, baseUrl: url })).url),
    async stop() {
      setDefaultSora(before);
      await app.close();
      await rounds.flush().catch((error: unknown) => log.error({ err: error, points: recorder.pendingPoints }, 'measurements in memory were not written'));
      await rounds.stop();
      await recordOwn({ type: 'SERVER_STOPPED', severity: 'info', subject: `Server in ${region} stopped` }).catch(() => undefined);
      await nodes.leave(nodeId).catch(() => undefined);
      await database.close();
    },
  };
}
