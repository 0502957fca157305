import type { ServerProcess, DataFolder } from '../../testing/server-process.ts';
import { eventually } from '../../testing/eventually.ts';
import { type LiveSignals, listenLive } from './live-signals.ts';
import { loadService, startLoad } from './load.ts';
import type { Operator } from './operator.ts';
import { keepPostgresAway, residentBytes } from './postgres-process.ts';

export interface OutageParts {
  readonly folder: DataFolder;
  readonly server: ServerProcess;
  readonly operator: Operator;
  readonly token: string;
  readonly serviceKey: string;
  readonly awayMs: number;
  readonly perSecond: number;
}

/** What was seen of a database that went away under load and came back. */
export interface Outage {
  readonly acknowledged: number;
  /** Of those, while the database was away. */
  readonly acknowledgedWhileAway: number;
  /** Of those, once the recovery was recorded. */
  readonly acknowledgedAfter: number;
  /** Frames that the database holds at the end, by two metrics. */
  readonly counted: { readonly requests: number; readonly latencies: number };
  readonly nextFlushMs: { readonly usual: number; readonly away: number; readonly after: number };
  /** While it was away: the status of a page's question, and what it may do. */
  readonly question: { readonly status: number; readonly code: string | undefined; readonly retryAfter: string | null };
  readonly healthz: number;
  readonly readyz: number;
  /** Growth of the server's memory from before the outage to its end, in bytes. */
  readonly grownBytes: number;
  readonly signals: readonly string[];
  /** As the event of the recovery says, in milliseconds. */
  readonly recordedAwayMs: number | undefined;
  readonly stillRunning: boolean;
}

export async function sufferOutage({ folder, server, operator, token, serviceKey, awayMs, perSecond }: OutageParts): Promise<Outage> {
  const live = await listenLive(server.url, token);
  const load = startLoad({ url: server.url, serviceKey, perSecond });
  await eventually(async () => load.acknowledged, (count) => count >= perSecond);
  const usual = load.nextFlushMs;
  const bytesBefore = await residentBytes(server.pid);
  const acknowledgedBefore = load.acknowledged;
  const away = keepPostgresAway(folder.layout, awayMs);
  const whileAway = await watchWhileAway(operator, live, away);
  const seen = { away: load.nextFlushMs, acknowledgedWhileAway: load.acknowledged - acknowledgedBefore, grownBytes: (await residentBytes(server.pid)) - bytesBefore };
  const recovery = await eventually(async () => recoveryOf(await operator.events().catch(() => [])), (found) => found !== undefined, 60_000);
  const acknowledgedUntilBack = load.acknowledged;
  const after = await eventually(async () => load.nextFlushMs, (ms) => ms === usual);
  await eventually(async () => load.acknowledged, (sum) => sum >= acknowledgedUntilBack + perSecond);
  await load.stop();
  const counted = await eventually(() => count(operator), ({ requests, latencies }) => requests >= load.acknowledged && latencies >= load.acknowledged);
  live.close();
  return {
    ...whileAway, counted, acknowledged: load.acknowledged, acknowledgedWhileAway: seen.acknowledgedWhileAway, acknowledgedAfter: load.acknowledged - acknowledgedUntilBack,
    grownBytes: seen.grownBytes, nextFlushMs: { usual, away: seen.away, after }, signals: databaseStates(live), recordedAwayMs: recovery, stillRunning: isRunning(server),
  };
}

/** Asks what a page asks, once the server knows that its database is away, until it is to come back. */
async function watchWhileAway({ fetch }: Operator, live: LiveSignals, away: Promise<void>): Promise<Pick<Outage, 'question' | 'healthz' | 'readyz'>> {
  await eventually(async () => databaseStates(live), (states) => states.includes('unavailable'));
  const response = await fetch('/getMetricsDashboard', { layer: 'API', timeRange: 60 });
  const { code } = (await response.json()) as { readonly code?: string };
  const [healthz, readyz] = await Promise.all([fetch('/healthz'), fetch('/readyz')]);
  await away;
  return { question: { status: response.status, code, retryAfter: response.headers.get('retry-after') }, healthz: healthz.status, readyz: readyz.status };
}

function databaseStates({ heard }: LiveSignals): readonly string[] {
  return heard.filter(({ event }) => event === 'database').map(({ data }) => (data as { readonly state: string }).state);
}

function recoveryOf(events: readonly { readonly type: string; readonly payload?: Readonly<Record<string, unknown>> }[]): number | undefined {
  const awayMs = events.find(({ type }) => type === 'DATABASE_RECOVERED')?.payload?.['wasAwayMs'];
  return typeof awayMs === 'number' ? awayMs : undefined;
}

async function count(operator: Operator): Promise<Outage['counted']> {
  const [requests, latencies] = await Promise.all([operator.panel('API', 'REQUEST', loadService), operator.panel('API', 'LATENCY', loadService)]);
  return { requests: requests?.reading.sum ?? 0, latencies: latencies?.reading.n ?? 0 };
}

export function isRunning({ pid }: Pick<ServerProcess, 'pid'>): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
