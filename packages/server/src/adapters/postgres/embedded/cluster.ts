import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureDatabase, probe } from './connect.ts';
import { makePassword, readPassword } from './data-folder.ts';
import { decideStart, type ClusterFacts, type StartDecision } from './decide-start.ts';
import { explainFailure } from './explain-failure.ts';
import { initCluster } from './init-cluster.ts';
import { launch } from './launch.ts';
import type { Layout } from './layout.ts';
import { disarmStalePid, readPostmasterPid } from './postmaster-pid.ts';
import { processState } from './process-state.ts';
import { noAnswer, refusals } from './refusals.ts';
import type { ProgramPlace } from './run-program.ts';

/** All that is needed to bring one cluster up. */
export interface Cluster {
  readonly layout: Layout;
  readonly place: ProgramPlace;
  /** Major version of the programs, such as "18". */
  readonly major: string;
  readonly durable: boolean;
  readonly startTimeoutMs: number;
}

export interface Running {
  readonly pid: number;
  readonly port: number;
  readonly password: string;
  /** True when it ran already, so that its children were not ours. */
  readonly adopted: boolean;
}

/** How far bringing it up has come. */
interface Progress {
  readonly port: number | undefined;
  readonly untilMs: number;
  started: boolean;
}

// Passing states: the port was taken between choosing and using it, or backends of a killed postmaster have not ended yet.
const passing = /Address already in use|shared memory block .* is still in use/;

/**
 * Brings the cluster up, or finds it running. Only under the lock of its data folder.
 * @param port the one to use, so that open pools find it again; undefined takes a free one
 * @throws {StartRefusedError} with a remedy
 */
export async function ensureRunning(cluster: Cluster, port?: number): Promise<Running> {
  const progress: Progress = { port, untilMs: Date.now() + cluster.startTimeoutMs, started: false };
  for (;;) {
    const decision = decideStart(await inspect(cluster));
    if (decision.kind === 'adopt') return settle(cluster, decision, progress);
    if (decision.kind === 'refuse') throw refusals[decision.reason](cluster.layout);
    if (decision.kind === 'init') await init(cluster);
    if (decision.kind === 'start') await start(cluster, decision.disarmPid, progress);
    if (decision.kind === 'wait') await waitFor(cluster, decision.pid, progress);
  }
}

async function inspect({ layout, major }: Cluster): Promise<ClusterFacts> {
  const { clusterDir } = layout;
  const [version, password, pidFile] = await Promise.all([readVersion(clusterDir), readPassword(layout), readPostmasterPid(clusterDir)]);
  const listed = pidFile === 'garbled' ? undefined : pidFile;
  const state = listed === undefined ? 'gone' : await processState(listed.pid, clusterDir);
  // Strangers are not asked: they would be shown that we have a password.
  const mayAsk = listed !== undefined && password !== undefined && (state === 'postmaster' || state === 'unknown');
  const answer = mayAsk ? await probe({ port: listed.port, password }, clusterDir) : 'not-tried';
  return { foundMajor: version, wantedMajor: major, hasPassword: password !== undefined, pidFile, process: state, probe: answer };
}

async function settle({ layout }: Cluster, { pid, port }: Extract<StartDecision, { kind: 'adopt' }>, { started }: Progress): Promise<Running> {
  const password = (await readPassword(layout)) ?? '';
  await ensureDatabase({ port, password });
  return { pid, port, password, adopted: !started };
}

async function init({ layout, place, durable }: Cluster): Promise<void> {
  try {
    const password = (await readPassword(layout)) ?? (await makePassword(layout));
    await initCluster({ place, clusterDir: layout.clusterDir, password, durable });
  } catch (error) {
    throw explainFailure(`Making the database in ${layout.clusterDir}`, error);
  }
}

async function start({ layout, place, durable }: Cluster, disarmPid: boolean, progress: Progress): Promise<void> {
  const { clusterDir, logFile } = layout;
  try {
    if (disarmPid) await disarmStalePid(clusterDir);
    await launch({ place, clusterDir, logFile, durable, port: progress.port ?? (await freePort()), untilMs: progress.untilMs });
    progress.started = true;
  } catch (error) {
    const passes = error instanceof Error && passing.test(error.message) && Date.now() < progress.untilMs;
    if (!passes) throw explainFailure(`Starting PostgreSQL (log: ${logFile})`, error);
    await sleep(200);
  }
}

async function waitFor({ layout }: Cluster, pid: number, { untilMs }: Progress): Promise<void> {
  if (Date.now() >= untilMs) throw noAnswer(layout, pid);
  await sleep(50);
}

async function readVersion(clusterDir: string): Promise<string | undefined> {
  const text = await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw explainFailure(`Reading the database in ${clusterDir}`, error);
  });
  return text?.trim();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return typeof address === 'object' && address !== null ? address.port : 0;
}
