import { createLocalSora, setDefaultSora } from '@sora/node';
import type { FastifyInstance } from 'fastify';
import { assertDevAllowed } from './adapters/identity/dev-allowed.ts';
import { connectDatabase, type Database } from './adapters/postgres/connect-database.ts';
import { assertPortFree, describePortTaken, findPortOwner } from './adapters/port-owner.ts';
import { appOptionsOf, servicesOf } from './compose/app.ts';
import { createChats } from './compose/chats.ts';
import { createLive } from './compose/live.ts';
import { createMoney } from './compose/money.ts';
import { createOwnNode, eventRecorder, type OwnNode, type RecordOwn, type SoraOptions } from './compose/own-node.ts';
import { startRounds, watchDatabase } from './compose/rounds.ts';
import { createRules } from './compose/rules.ts';
import { startSchedule } from './compose/schedule.ts';
import { sessionServices } from './compose/sessions.ts';
import { storesOf } from './compose/stores.ts';
import { ensureAdminToken } from './http/access/admin-token.ts';
import { loginLink } from './http/access/login-link.ts';
import { createApp, portOf } from './http/app.ts';
import { createLiveHub } from './http/live-hub.ts';
import { publicTenant } from './http/services.ts';
import type { Settings } from './settings.ts';
import { version } from './version.ts';
import { lastFlush } from './workers/last-flush.ts';

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

/**
 * Starts a server: database, workers, HTTP. What fails is undone before it is thrown.
 * @throws {StartRefusedError} with a sentence and a remedy
 */
export async function createSora(settings: Settings, options: SoraOptions = {}): Promise<Sora> {
  if (options.dev === true) assertDevAllowed(settings);
  await assertPortFree({ host: settings.SORA_HOST, port: settings.SORA_PORT });
  const { progress = () => undefined } = options;
  const node = createOwnNode(settings, options);
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

async function serve(node: OwnNode, database: Database): Promise<Sora> {
  const { settings, clock, log, self } = node;
  const stores = storesOf(database);
  const hub = createLiveHub();
  const record = eventRecorder(stores.events, node);
  const watch = watchDatabase({ node, live: hub, record });
  const money = createMoney({ node, stores, database, record });
  const chats = createChats({ node, stores, database, ledger: money.ledger });
  const rules = createRules({ node, stores, record });
  const adminToken = await ensureAdminToken(stores.credentials, settings, clock);
  const services = servicesOf({ node, stores, money, chats: chats.services, rules: rules.scanning, live: hub, record, watch, pool: database.pool, sessions: await sessionServices(node, stores) });
  const live = createLive({ node, database, chats: services.chats, access: services });
  const app = await createApp({ ...services, chats: live.chats, activity: live.activity, showPiece: live.partial }, appOptionsOf(node));
  live.attach(app);
  const url = await listen(app, settings).catch(async (error: unknown) => { await live.close(); throw error; });
  // After the last step that can fail, so that a failure has no workers to stop.
  const rounds = startRounds({ node, stores, live: hub, record, watch });
  const schedule = startSchedule({ node, stores, url: database.url, more: [...money.tasks, rules.task] });
  money.start();
  chats.start();
  const { id, region, release } = self();
  const recorded = (event: Parameters<RecordOwn>[0]) => record(event).catch((error: unknown) => log.error({ err: error, type: event.type }, 'event not recorded'));
  await recorded({ type: 'SERVER_STARTED', severity: 'info', subject: `Server in ${region} started, release ${release}`, payload: { url, version, migrations: database.applied } });
  const defaultBefore = setDefaultSora(createLocalSora({ recorder: node.recorder, clock, tenant: publicTenant, flushToDatabase: () => rounds.flush(), money: { ledger: money.ledger, unit: settings.SORA_MONEY_UNITS[0].unit } }));
  log.info({ url, region, release }, 'serving');
  return {
    url,
    adminTokenFile: adminToken.file,
    firstStart: adminToken.firstStart,
    createLoginLink: async () => (adminToken.credentialId === undefined ? undefined : (await loginLink(stores.credentials, { credentialId: adminToken.credentialId, baseUrl: url })).url),
    async stop() {
      setDefaultSora(defaultBefore);
      // Doors first, then what still waits behind them, then what it waits for.
      for (const part of [{ close: () => app.close() }, live, { close: () => schedule.stop() }, rules, chats, money]) await part.close();
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
