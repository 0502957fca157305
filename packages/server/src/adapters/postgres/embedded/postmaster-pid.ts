import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running PostgreSQL says of itself in `postmaster.pid`. */
export interface PostmasterPid {
  readonly pid: number;
  /** 0 until PostgreSQL has written it. */
  readonly port: number;
  readonly status: 'starting' | 'stopping' | 'ready' | 'standby' | 'unknown';
}

/**
 * Reads the text of a `postmaster.pid`; undefined when it is empty or garbled, as a power cut may leave it.
 * @see PostgreSQL source, src/include/utils/pidfile.h: line 1 the pid, line 4 the port, line 8 the status
 */
export function parsePostmasterPid(text: string): PostmasterPid | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const port = Number(lines[3] ?? 0);
  const status = (['starting', 'stopping', 'ready', 'standby'] as const).find((each) => each === lines[7]) ?? 'unknown';
  return { pid, port: Number.isSafeInteger(port) ? port : 0, status };
}

/** The text with another process in line 1; the shared memory named below stays, since PostgreSQL checks by it that no backend is left. */
export function withPid(text: string, pid: number): string {
  return text.replace(/^[^\n]*/, String(pid));
}

export async function readPostmasterPid(clusterDir: string): Promise<PostmasterPid | undefined> {
  const text = await readFile(pidFile(clusterDir), 'utf8').catch(() => '');
  return parsePostmasterPid(text);
}

/**
 * Makes a stale file harmless whose process id now belongs to a stranger: PostgreSQL would take the stranger for a postmaster
 * and refuse, but it overlooks the id of its own parent, which we are. Deleting the file would also disable the check of shared memory.
 */
export async function disarmStalePid(clusterDir: string): Promise<void> {
  const text = await readFile(pidFile(clusterDir), 'utf8');
  await writeFile(pidFile(clusterDir), withPid(text, process.pid));
}

function pidFile(clusterDir: string): string {
  return join(clusterDir, 'postmaster.pid');
}
