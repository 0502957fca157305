import { once } from 'node:events';
import { explainFailure } from '../../embedded/explain-failure.ts';
import { owner } from '../../embedded/init-cluster.ts';
import { type ProgramPlace, spawnProgram } from '../../embedded/run-program.ts';

export interface Recovery {
  readonly place: ProgramPlace;
  readonly clusterDir: string;
  /** What the restored cluster will ask for: the old one belongs to the cluster that was backed up. */
  readonly password: string;
  /** False leaves out fsync: for tests only. */
  readonly durable: boolean;
}

/**
 * Replays the log of a backup and sets the password, in PostgreSQL's single-user mode: no port, so that nobody can come in meanwhile,
 * and nobody needs the old password. Ends with a checkpoint.
 * @throws {StartRefusedError} with PostgreSQL's last lines
 */
export async function recoverCluster({ place, clusterDir, password, durable }: Recovery): Promise<void> {
  const settings = ['exit_on_error=on', 'log_min_error_statement=panic', 'timezone=UTC', ...(durable ? [] : ['fsync=off'])].flatMap((setting) => ['-c', setting]);
  const child = spawnProgram(place, ['postgres', '--single', '-D', clusterDir, ...settings, 'postgres'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => { output = (output + chunk.toString()).slice(-8_000); });
  // A process that has ended takes no input; its exit code says why.
  child.stdin?.on('error', () => undefined).end(`alter role ${owner} password '${password}';\n`);
  const step = `Recovering the database in ${clusterDir}`;
  const [code]: unknown[] = await once(child, 'close').catch((error: unknown) => { throw explainFailure(step, error); });
  if (code !== 0) throw explainFailure(step, new Error(`${output}\npostgres ended with ${String(code)}`));
}
