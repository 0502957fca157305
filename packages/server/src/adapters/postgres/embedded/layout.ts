import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Where each part of one embedded cluster lies. All paths are absolute. */
export interface Layout {
  /** The user's data folder: note, password and lock. */
  readonly dataDir: string;
  /** The folder that PostgreSQL's account must be able to enter: the data folder itself, or one below `rootHome`. */
  readonly home: string;
  readonly clusterDir: string;
  /** PostgreSQL's own log. */
  readonly logFile: string;
  readonly passwordFile: string;
  readonly noteFile: string;
  readonly lockFile: string;
  /** True when the cluster lies outside the data folder, because PostgreSQL refuses to run as root. */
  readonly apart: boolean;
}

/** Where root keeps clusters: a place that an unprivileged account may enter, which root's own home is not. */
export const defaultRootHome = '/var/lib/sora';

export interface LayoutFacts {
  /** Absolute, with symbolic links resolved, so that two names of one folder meet in one cluster. */
  readonly dataDir: string;
  readonly runsAsRoot: boolean;
  readonly rootHome: string;
}

export function decideLayout({ dataDir, runsAsRoot, rootHome }: LayoutFacts): Layout {
  const home = runsAsRoot ? join(rootHome, shortHash(dataDir)) : dataDir;
  return {
    dataDir,
    home,
    clusterDir: join(home, 'postgres'),
    logFile: join(home, 'postgres.log'),
    passwordFile: join(dataDir, 'postgres-password'),
    noteFile: join(dataDir, 'README.txt'),
    lockFile: join(dataDir, 'postgres.lock'),
    apart: runsAsRoot,
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
