import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Account } from './account.ts';

export interface ProgramPlace {
  /** Folder with `bin`, `lib` and `share`. */
  readonly native: string;
  /** A folder that the account may enter: PostgreSQL looks up where it stands. */
  readonly cwd: string;
  readonly account: Account | undefined;
}

/** A program and its arguments. */
export type Command = readonly ['initdb' | 'postgres', ...string[]];

/** Starts one of PostgreSQL's programs, without the PG* variables and the locale of the caller, which change what it does. */
export function spawnProgram(place: ProgramPlace, [program, ...args]: Command, options: SpawnOptions): ChildProcess {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  return spawn(join(place.native, 'bin', program), args, { cwd: place.cwd, env, ...place.account, ...options });
}

/** Runs a program to its end. @throws {Error} with what it wrote, when it did not end well */
export async function runProgram(place: ProgramPlace, command: Command): Promise<void> {
  const child = spawnProgram(place, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => { output = (output + chunk.toString()).slice(-8_000); };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const [code, signal]: [number | null, string | null] = await closed(child);
  if (code !== 0) throw new Error(`${output}\n${command[0]} ended with ${signal ?? code}`);
}

async function closed(child: ChildProcess): Promise<[number | null, string | null]> {
  const [code, signal]: unknown[] = await once(child, 'close');
  return [typeof code === 'number' ? code : null, typeof signal === 'string' ? signal : null];
}
