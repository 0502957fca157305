import { lstat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { accountFor, runsAsRoot } from './account.ts';
import { copyBinaries, findBinaries, firstFlaw, removeOtherCopies, type Binaries } from './binaries.ts';
import { ensureRunning, type Cluster } from './cluster.ts';
import { urlOf } from './connect.ts';
import { makeDataFolder, makeHome, writeNote } from './data-folder.ts';
import { exclusively } from './exclusive.ts';
import { explainFailure } from './explain-failure.ts';
import { decideLayout, defaultRootHome, type Layout } from './layout.ts';
import { otherAccount } from './refusals.ts';
import { stopSupervised, type StopOutcome } from './stop.ts';
import { supervise } from './supervise.ts';

export interface EmbeddedPostgresOptions {
  /** The user's data folder; made when it is missing. */
  readonly dataDir: string;
  /** Told what a person should know, one sentence at a time. */
  readonly log: (sentence: string) => void;
  /** Told each time PostgreSQL is lost under a living server; it is brought back without further ado. */
  readonly onExit?: () => void;
  /** Where root keeps clusters. Default: /var/lib/sora. */
  readonly rootHome?: string;
  /** False leaves out fsync, for tests. Default: true. */
  readonly durable?: boolean;
  /** Longest wait for PostgreSQL to be ready, recovery after a crash included. Default: 60 s. */
  readonly startTimeoutMs?: number;
  /** PostgreSQL's programs. Default: those that npm installed for this platform. */
  readonly binaries?: Binaries;
}

export interface EmbeddedPostgres {
  /** Holds the password: never log it. Stays the same for the life of this server. */
  readonly url: string;
  /** The folder of the database. */
  readonly whereItLives: string;
  /** True when it was running already, as after a kill of the last server, or for a second server on this data folder. */
  readonly adopted: boolean;
  /** Ends PostgreSQL, unless other SORA servers use it. Close your own pools first, since they would count as others. */
  stop(): Promise<StopOutcome>;
}

/**
 * Brings up the PostgreSQL of a data folder, or finds it running, and keeps it up until `stop`. Servers that start together on one folder share it.
 * @throws {StartRefusedError} with a sentence and a remedy
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, onExit = () => undefined, startTimeoutMs = 60_000 } = options;
  try {
    const dataDir = await makeDataFolder(resolve(options.dataDir));
    const layout = decideLayout({ dataDir, runsAsRoot: runsAsRoot(), rootHome: options.rootHome ?? defaultRootHome });
    // Twice the time to start: whoever waits here lets another one start first.
    const { cluster, running, supervisor } = await exclusively(layout.lockFile, 2 * startTimeoutMs, async () => {
      const cluster = await prepare(layout, options);
      const running = await ensureRunning(cluster);
      // One that runs already may run from an older copy.
      if (!running.adopted) await removeOtherCopies(layout.home, cluster.place.native);
      return { cluster, running, supervisor: await supervise({ cluster, running, log, onExit }) };
    });
    const stop = () => stopSupervised(cluster, supervisor, log);
    return { url: urlOf(running), whereItLives: layout.clusterDir, adopted: running.adopted, stop: once(stop) };
  } catch (error) {
    throw explainFailure(`Starting the embedded PostgreSQL in ${options.dataDir}`, error);
  }
}

async function prepare(layout: Layout, options: EmbeddedPostgresOptions): Promise<Cluster> {
  await refuseOtherAccount(layout);
  const binaries = options.binaries ?? (await findBinaries());
  const account = layout.apart ? await accountFor(layout.clusterDir) : undefined;
  await makeHome(layout, options.rootHome ?? defaultRootHome, account);
  const native = layout.apart || (await firstFlaw(binaries.native)) !== undefined ? await copyBinaries(binaries, layout.home) : binaries.native;
  await writeNote(layout);
  const place = { native, cwd: layout.home, account };
  return { layout, place, major: binaries.version.split('.')[0] ?? '', durable: options.durable ?? true, startTimeoutMs: options.startTimeoutMs ?? 60_000 };
}

/** Root would otherwise make an empty database beside the one that an ordinary user has in this very folder. */
async function refuseOtherAccount({ apart, dataDir }: Layout): Promise<void> {
  const inside = join(dataDir, 'postgres');
  if (apart && (await lstat(inside).catch(() => undefined)) !== undefined) throw otherAccount(inside);
}

function once(stop: () => Promise<StopOutcome>): () => Promise<StopOutcome> {
  let stopping: Promise<StopOutcome> | undefined;
  return () => (stopping ??= stop());
}
