import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What lives under a process id: nothing, the postmaster of this cluster, a stranger, or something that may not be looked at. */
export type ProcessState = 'gone' | 'postmaster' | 'other' | 'unknown';

export async function processState(pid: number, clusterDir: string): Promise<ProcessState> {
  if (!(await isAlive(pid))) return 'gone';
  return recognise(await commandLine(pid), clusterDir);
}

/** A postmaster is started as `postgres -D clusterDir …`, and keeps that command line; its children rename themselves. */
export function recognise(command: string | undefined, clusterDir: string): Exclude<ProcessState, 'gone'> {
  if (command === undefined) return 'unknown';
  return command.includes('postgres') && command.includes(`-D ${clusterDir} `) ? 'postmaster' : 'other';
}

/** False also for a zombie: in a container whose first process collects no children, a dead postmaster stays one for ever. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/\) [ZX] /.test(stat);
}

async function commandLine(pid: number): Promise<string | undefined> {
  const read = process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  return read.then((command) => (command === '' ? undefined : command)).catch(() => undefined);
}

async function fromProc(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
}

async function fromPs(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  return stdout.replaceAll('\n', ' ');
}
