import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { StartRefusedError } from '../../start-refused-error.ts';

/** The unprivileged account that runs PostgreSQL when SORA itself runs as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The owner of an existing cluster, else `postgres` where that account exists, else `nobody`. No account is ever made.
 * @throws {StartRefusedError} SORA_POSTGRES_NOT_RUNNABLE when the system knows none of them
 */
export async function accountFor(clusterDir: string): Promise<Account> {
  const owner = await stat(clusterDir).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (account !== undefined) return account;
  throw new StartRefusedError('SORA_POSTGRES_NOT_RUNNABLE', {
    what: 'PostgreSQL refuses to run as root, and this system has neither the account "postgres" nor "nobody".',
    remedy: 'Start SORA as an ordinary user, or name a PostgreSQL of yours in DATABASE_URL.',
  });
}

async function lookUp(name: string): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([id('-u', name), id('-g', name)]);
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
}

async function id(flag: '-u' | '-g', name: string): Promise<number | undefined> {
  const answer = await promisify(execFile)('id', [flag, name]).catch(() => undefined);
  const number = Number(answer?.stdout.trim() || Number.NaN);
  return Number.isSafeInteger(number) ? number : undefined;
}
