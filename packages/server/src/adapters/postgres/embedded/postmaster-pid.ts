import { readFile, rm, writeFile } from 'node:fs/promises';
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

/** Undefined where there is no file. */
export async function readPostmasterPid(clusterDir: string): Promise<PostmasterPid | 'garbled' | undefined> {
  const text = await readFile(pidFile(clusterDir), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (parsePostmasterPid(text) ?? 'garbled');
}

/**
 * Makes a stale file harmless. PostgreSQL refuses an empty or garbled one. It also takes whatever lives under the process id for a postmaster:
 * a stranger, or a zombie that no one collects. But it overlooks the id of its own parent, which we are. Deleting the file instead
 * would disable its check that no backend of the old postmaster uses the shared memory still.
 */
export async function disarmStalePid(clusterDir: string): Promise<void> {
  const text = await readFile(pidFile(clusterDir), 'utf8');
  if (parsePostmasterPid(text) === undefined) await rm(pidFile(clusterDir));
  else await writeFile(pidFile(clusterDir), withPid(text, process.pid));
}

function pidFile(clusterDir: string): string {
  return join(clusterDir, 'postmaster.pid');
}
