// A server reduced to its embedded PostgreSQL, as a process that a test can kill. Prints the url, then lives until it is told to end.
import { startEmbeddedPostgres, type EmbeddedPostgresOptions } from '../adapters/postgres/embedded/start-embedded-postgres.ts';

interface OwnerOptions extends Omit<EmbeddedPostgresOptions, 'log' | 'onExit'> {
  /** Become this account first: the modules are loaded by then, so that the source itself may lie where the account cannot enter. */
  readonly account?: { readonly uid: number; readonly gid: number };
}

const { account, ...options }: OwnerOptions = JSON.parse(process.argv[2] ?? '{}');
if (account !== undefined) {
  process.setgroups?.([account.gid]);
  process.setgid?.(account.gid);
  process.setuid?.(account.uid);
}
const postgres = await startEmbeddedPostgres({ ...options, log: (sentence) => console.error(sentence) });
console.log(postgres.url);
process.once('SIGTERM', () => { void postgres.stop(); });
