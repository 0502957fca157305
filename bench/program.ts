import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What a process has used since it began. */
export interface Usage {
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly cpuMicros: number;
}

/** A server in a process of its own. */
export interface Program extends AsyncDisposable {
  readonly url: string;
  usage(): Promise<Usage>;
}

export interface ProgramOptions {
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const startLimitMs = 120_000;
const stopLimitMs = 30_000;
const usageReporter = fileURLToPath(new URL('report-usage.ts', import.meta.url));

/** Starts it and waits until it says "serves on" with its address; disposed of, it has ended. */
export async function startProgram({ script, args = [], env = {} }: ProgramOptions): Promise<Program> {
  const child = fork(script, [...args], {
    execArgv: ['--conditions=@sora/source', '--import', usageReporter],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const url = await addressOf(child).catch(async (error: unknown) => {
    await end(child);
    throw error;
  });
  return { url, usage: () => ask<Usage>(child, 'usage'), [Symbol.asyncDispose]: () => end(child) };
}

/** Sends a message and awaits the one that answers it. @throws {Error} when the process ends before it has answered */
export async function ask<Answer>(child: ChildProcess, question: object | string): Promise<Answer> {
  const isOver = new AbortController();
  const { signal } = isOver;
  const answered = once(child, 'message', { signal }) as Promise<[Answer]>;
  const ended = once(child, 'exit', { signal }).then(([code]) => Promise.reject(new Error(`The process ended with ${code} before it answered.`)));
  try {
    child.send(question);
    return (await Promise.race([answered, ended]))[0];
  } finally {
    isOver.abort();
  }
}

/** Asks it to end as Ctrl-C does; one that does not is killed, and that is an error. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  const isLate = await Promise.race([exited.then(() => false), sleep(stopLimitMs, true, { ref: false })]);
  if (!isLate) return;
  child.kill('SIGKILL');
  await exited;
  throw new Error(`The process ${child.pid} did not end within ${stopLimitMs / 1000} s of SIGINT.`);
}

async function addressOf(child: ChildProcess): Promise<string> {
  const complaints: string[] = [];
  child.stderr?.on('data', (text: Buffer) => { if (complaints.length < 100) complaints.push(text.toString()); });
  const found = Promise.withResolvers<string>();
  // Read on to the end: a full pipe would stop the program.
  if (child.stdout !== null) createInterface(child.stdout).on('line', (line) => { const url = /serves on (\S+)/.exec(line)?.[1]; if (url !== undefined) found.resolve(url); });
  child.once('exit', (code) => found.reject(new Error(`It ended with ${code} before it served:\n${complaints.join('')}`)));
  const late = sleep(startLimitMs, undefined, { ref: false }).then(() => Promise.reject(new Error(`It did not serve within ${startLimitMs / 1000} s:\n${complaints.join('')}`)));
  return await Promise.race([found.promise, late]);
}
