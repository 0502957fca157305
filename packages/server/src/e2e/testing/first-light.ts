import { readFile } from 'node:fs/promises';
import { type MetricPanel, metricLayers, type MetricsDashboard, type PublicHealth } from '@sora/core';
import type { Checks } from './checks.ts';
import { curlLines, hasCurl, runCurlLine } from './curl.ts';
import { eventually } from '../../testing/eventually.ts';
import { checkDistribution, durationsOfExample } from './expected-readings.ts';
import { type Operator, operatorOf } from './operator.ts';
import { isRunning, type Outage, sufferOutage } from './outage.ts';
import { postmasterPid } from './postgres-process.ts';
import { examplePath, runExample, runSora } from '../../testing/run-program.ts';
import { type DataFolder, freshDataFolder, type ServerProcess } from '../../testing/server-process.ts';

export interface FirstLightOptions {
  /** How long PostgreSQL is kept away after it was killed. */
  readonly awayMs: number;
  /** Frames a second sent meanwhile. */
  readonly perSecond: number;
}

/** Everything that first light promises, from a fresh data folder to the end of the server, each program in a process of its own. */
export async function proveFirstLight(checks: Checks, { awayMs, perSecond }: FirstLightOptions): Promise<Outage> {
  const folder = await freshDataFolder();
  try {
    const server = await folder.start();
    checks.holds('the server starts on a fresh data folder', true, server.url.replace(/\d+$/, 'PORT'));
    const tokens = await makeTokens(checks, folder, server);
    const operator = operatorOf(server.url, await folder.adminToken());
    await sendEverything(checks, server, tokens);
    await readEverything(checks, operator, tokens.viewer);
    const outage = await sufferOutage({ folder, server, operator, token: tokens.viewer, serviceKey: tokens.service, awayMs, perSecond });
    checkOutage(checks, outage, awayMs);
    await readEverything(checks, operator, tokens.viewer, ' (after the outage)');
    await checkEnd(checks, folder, server);
    return outage;
  } finally {
    await folder.clear();
  }
}

interface Tokens {
  readonly service: string;
  readonly ingest: string;
  readonly viewer: string;
}

async function makeTokens(checks: Checks, { path }: DataFolder, { url }: ServerProcess): Promise<Tokens> {
  const make = async (kind: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await runSora(['token', 'create', 'first light', ...kind, '--json'], { SORA_URL: url, SORA_DATA_DIR: path });
    checks.holds(`sora token create ${kind.join(' ')}`, code === 0, code === 0 ? 'made' : stderr);
    return code === 0 ? (JSON.parse(stdout) as { token: string }).token : '';
  };
  return { service: await make(['--service']), ingest: await make(['--ingest']), viewer: await make(['--role', 'viewer']) };
}

const framesPerSecond = [60, 58, 24, 60];

async function sendEverything(checks: Checks, { url }: ServerProcess, { service, ingest }: Tokens): Promise<void> {
  for (const example of ['opentelemetry', 'integration']) {
    const { code, stdout, stderr } = await runExample(`${example}/send.ts`, { SORA_URL: url, SORA_SERVICE_KEY: service });
    checks.equal(`examples/${example} ends well and prints what it promises`, { code, stdout, stderr }, { code: 0, stdout: await readFile(examplePath(`${example}/expected-output.txt`), 'utf8'), stderr: '' });
  }
  const atMonoMs = 90_000;
  const frame = {
    v: 1, install: 'first-light-phone', boot: 'first-light-boot', seq: 1, sentAtMonoMs: 95_000, dims: { service: 'demo-app', region: 'eu' },
    counters: [{ layer: 'MOBILE', type: 'CRASH', atMonoMs, count: 3, sum: 3 }], sketches: [{ layer: 'MOBILE', type: 'FPS', atMonoMs, values: framesPerSecond }],
  };
  const line = `curl https://functions/v1/ingest -d '${JSON.stringify(frame)}'`;
  const receipts = [await runCurlLine(line, { url, token: ingest }), await runCurlLine(line, { url, token: ingest })];
  checks.equal('a client frame posted twice is accepted once', receipts.map((receipt) => (receipt as { kind?: string }).kind), ['accepted', 'repeated']);
}

async function readEverything(checks: Checks, operator: Operator, viewer: string, when = ''): Promise<void> {
  const { url } = operator;
  const dashboard = await eventually(async () => (await runCurlLine(curlLines.dashboard, { url, token: viewer })) as MetricsDashboard, ({ metrics }) => metrics?.some(({ reading }) => reading.n > 0) ?? false);
  checks.holds(`${curlLines.dashboard}${when}`, dashboard.layer === 'MOBILE', `answered by ${(await hasCurl()) ? 'curl' : 'fetch'}`);
  const mobile = (type: string) => dashboard.metrics?.find((metric) => metric.type === type);
  checkDistribution(checks, `MOBILE FPS of a device${when}`, { panel: mobile('FPS'), sent: framesPerSecond });
  checks.equal(`MOBILE CRASH of a device${when}`, [mobile('CRASH')?.reading.sum, mobile('CRASH')?.restsOn], [3, 'client']);

  const panel = (layer: 'API' | 'AI' | 'FUNCTIONS', type: string, service: string) => eventually(() => operator.panel(layer, type, service), (found) => (found?.reading.n ?? 0) > 0);
  checkDistribution(checks, `OpenTelemetry's request durations${when}`, { panel: await panel('API', 'LATENCY', 'checkout-api'), sent: durationsOfExample() });
  const errors = await panel('API', 'ERROR', 'checkout-api');
  checks.equal(`OpenTelemetry's errors${when}`, [errors?.reading.n, errors?.reading.sum], [1000, 10]);
  checks.equal(`OpenTelemetry's tokens${when}`, (await panel('AI', 'TOKENS', 'checkout-api'))?.reading.sum, 1500);
  const latency = await panel('FUNCTIONS', 'LATENCY', 'my-service');
  checkDistribution(checks, `trackMetric's sample${when}`, { panel: latency, sent: [150] });
  checks.equal(`trackMetric's service, region and source${when}`, placeOf(latency), { services: ['my-service'], regions: ['us-central1'], restsOn: 'server' });
  checkPublicHealth(checks, await runCurlLine(curlLines.summary, { url }), when);
}

function placeOf(panel: MetricPanel | undefined) {
  return { services: panel?.byService.map(({ service }) => service), regions: panel?.byRegion.map(({ region }) => region), restsOn: panel?.restsOn };
}

function checkPublicHealth(checks: Checks, answer: unknown, when: string): void {
  const { layers = [], ...rest } = answer as Partial<PublicHealth>;
  const verdicts = Object.fromEntries(layers.map(({ layer, verdict }) => [layer, verdict]));
  checks.equal(`${curlLines.summary}${when}: verdicts of seven layers and no numbers`, [Object.keys(rest).toSorted(), layers.every((layer) => Object.keys(layer).length === 2), Object.keys(verdicts).toSorted()], [['generatedAtMs', 'verdict'], true, Object.keys(metricLayers).toSorted()]);
}

function checkOutage(checks: Checks, outage: Outage, awayMs: number): void {
  const { acknowledged, acknowledgedWhileAway, acknowledgedAfter, counted, nextFlushMs, question, grownBytes, recordedAwayMs, signals } = outage;
  checks.holds(`PostgreSQL killed and away for ${awayMs / 1000} s: the server lives`, outage.stillRunning, outage.stillRunning);
  checks.holds('frames are acknowledged during it and after it', acknowledgedWhileAway > 0 && acknowledgedAfter > 0, { acknowledgedWhileAway, acknowledgedAfter });
  checks.equal('meanwhile a question gets a problem with Retry-After', [question.status, question.code, question.retryAfter !== null], [503, 'database-unavailable', true]);
  checks.equal('meanwhile /healthz and /readyz tell the process from the database', [outage.healthz, outage.readyz], [200, 503]);
  checks.holds('senders are told to slow down, and later that they need not', nextFlushMs.away > nextFlushMs.usual && nextFlushMs.after === nextFlushMs.usual, nextFlushMs);
  checks.equal('open pages hear of it', signals, ['available', 'unavailable', 'available']);
  checks.holds('the event says how long it was', recordedAwayMs !== undefined && Math.abs(recordedAwayMs - awayMs) < 35_000, `${recordedAwayMs} ms`);
  checks.holds('memory stays bounded', grownBytes < 200_000_000, `grew by ${Math.round(grownBytes / 1e6)} MB`);
  checks.equal('everything acknowledged is stored exactly once', counted, { requests: acknowledged, latencies: acknowledged });
}

async function checkEnd(checks: Checks, { layout }: DataFolder, server: ServerProcess): Promise<void> {
  checks.equal('Ctrl-C ends the server well', await server.end('SIGINT'), { code: 0, signal: null });
  checks.equal('and leaves nothing running', [isRunning(server), await postmasterPid(layout)], [false, undefined]);
}
