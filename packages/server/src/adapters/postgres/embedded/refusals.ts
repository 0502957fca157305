import { StartRefusedError } from '../../start-refused-error.ts';
import type { StartDecision } from './decide-start.ts';
import type { Layout } from './layout.ts';

type Reason = Extract<StartDecision, { kind: 'refuse' }>['reason'];

/** The sentence and the remedy for each reason not to start. SORA never deletes a database by itself. */
export const refusals: Readonly<Record<Reason, (layout: Layout) => StartRefusedError>> = {
  'other-version': ({ clusterDir }) =>
    new StartRefusedError('SORA_POSTGRES_OTHER_VERSION', {
      what: `The database in ${clusterDir} was made by another major version of PostgreSQL than the one that SORA brings.`,
      remedy: `Start the SORA release that made it, and copy the data over with pg_dump; or, if the data may go, move it away: mv '${clusterDir}' '${clusterDir}.old'`,
    }),
  'password-missing': ({ clusterDir, passwordFile }) =>
    new StartRefusedError('SORA_POSTGRES_PASSWORD_LOST', {
      what: `There is a database in ${clusterDir}, but the file with its password (${passwordFile}) is gone.`,
      remedy: `Put the file back; or, to start over with an empty database, move the old one away: mv '${clusterDir}' '${clusterDir}.old'`,
    }),
  'password-wrong': ({ clusterDir, passwordFile }) =>
    new StartRefusedError('SORA_POSTGRES_PASSWORD_LOST', {
      what: `The database in ${clusterDir} runs, but does not take the password in ${passwordFile}.`,
      remedy: `Put the right password into that file, or set it in the database: alter role sora password '...'`,
    }),
};

export function noAnswer({ logFile }: Layout, pid: number): StartRefusedError {
  return new StartRefusedError('SORA_POSTGRES_NO_ANSWER', {
    what: `PostgreSQL runs (process ${pid}) but does not answer.`,
    remedy: `Its log says why: ${logFile}. If it hangs, stop it with "kill -INT ${pid}" and start again.`,
  });
}

export function otherAccount(clusterDir: string): StartRefusedError {
  return new StartRefusedError('SORA_POSTGRES_OTHER_ACCOUNT', {
    what: `SORA runs as root, but the database in ${clusterDir} was made by an ordinary user.`,
    remedy: 'Start SORA as that user, or choose another data folder with SORA_DATA_DIR.',
  });
}
