import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { bareEnvironment } from './bare-environment.ts';
import type { FreshClone } from './fresh-clone.ts';

export interface Started {
  readonly toPageMs: number;
  /** Ctrl-C; waits until npm has ended. */
  stop(): Promise<void>;
}

const startLimitMs = 300_000;
const stopLimitMs = 60_000;

/** Runs `npm start` in the clone, as a terminal would, until the first page is there. */
export async function npmStart({ path, home, account }: FreshClone): Promise<Started> {
  const port = await freePort();
  const startedMs = performance.now();
  // A process group of its own, which is what a terminal's Ctrl-C goes to.
  const child = spawn('npm', ['start'], { cwd: path, env: bareEnvironment({ HOME: home, SORA_PORT: String(port) }), detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...account });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => { said.push(text.toString()); });
  try {
    await firstPage(child, port);
  } catch (error) {
    await interrupt(child);
    throw new Error(`npm start brought no page:\n${said.join('').slice(-4_000)}`, { cause: error });
  }
  return { toPageMs: performance.now() - startedMs, stop: () => interrupt(child) };
}

async function firstPage(child: ChildProcess, port: number): Promise<void> {
  for (const untilMs = performance.now() + startLimitMs; performance.now() < untilMs; await sleep(20)) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`);
    const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (response?.status === 200 && (await response.text()) !== '') return;
  }
  throw new Error(`There is none after ${startLimitMs / 1000} s.`);
}

async function interrupt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGINT');
  const isLate = await Promise.race([exited.then(() => false), sleep(stopLimitMs, true, { ref: false })]);
  if (!isLate) return;
  process.kill(-child.pid, 'SIGKILL');
  throw new Error(`npm start did not end within ${stopLimitMs / 1000} s of Ctrl-C.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
