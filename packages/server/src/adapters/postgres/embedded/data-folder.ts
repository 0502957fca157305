import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, chown, mkdir, open, readFile, realpath, rename } from 'node:fs/promises';
import type { Account } from './account.ts';
import type { Layout } from './layout.ts';

/** Makes the data folder for its owner alone, and answers its real path, so that every name of it means the same cluster. */
export async function makeDataFolder(dataDir: string): Promise<string> {
  const made = await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (made !== undefined) await chmod(dataDir, 0o700);
  await access(dataDir, constants.W_OK | constants.X_OK);
  return realpath(dataDir);
}

/** Makes the folder that PostgreSQL's account owns; the folders above it can be entered by everyone, whatever the umask says. */
export async function makeHome({ home, apart }: Layout, rootHome: string, account: Account | undefined): Promise<void> {
  if (!apart || account === undefined) return;
  const made = await mkdir(rootHome, { recursive: true, mode: 0o755 });
  if (made !== undefined) await chmod(rootHome, 0o755);
  await mkdir(home, { recursive: true, mode: 0o700 });
  await chown(home, account.uid, account.gid);
}

/** The cluster's password; undefined when there is none yet. */
export async function readPassword({ passwordFile }: Layout): Promise<string | undefined> {
  const text = await readFile(passwordFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.trim() === '' ? undefined : text.trim();
}

/** Makes a random password and keeps it, on the disk before anything relies on it. */
export async function makePassword({ passwordFile }: Layout): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  await writeDurably(passwordFile, `${password}\n`);
  return password;
}

/** Leaves a note for whoever wonders what these files are and where the database lies. */
export async function writeNote({ noteFile, clusterDir, logFile, passwordFile, home, apart }: Layout): Promise<void> {
  const place = apart ? 'PostgreSQL refuses to run as root, so the database lies outside this folder, in a place that an unprivileged account can enter.' : 'The database lies in this folder.';
  const folders = apart ? `this folder and ${home}` : 'this folder';
  const lines = ['This is the data folder of a SORA server.', '', place, `  Database:           ${clusterDir}`, `  Log of PostgreSQL:  ${logFile}`, `  Its password:       ${passwordFile}`];
  await writeDurably(noteFile, [...lines, '', `To start over with nothing, stop SORA and delete ${folders}.`, ''].join('\n'));
}

async function writeDurably(file: string, text: string): Promise<void> {
  const unfinished = `${file}.unfinished`;
  const handle = await open(unfinished, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
}
