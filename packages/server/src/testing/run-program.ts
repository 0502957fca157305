import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { command, plainEnvironment } from './server-process.ts';

export interface ProgramResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const longestRunMs = 60_000;

/** Runs a program to its end; its exit code is part of the answer. */
export function runProgram(file: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<ProgramResult> {
  return new Promise((resolve) => {
    execFile(file, args, { env: plainEnvironment(environment), timeout: longestRunMs }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

/** Runs a file below examples/ in a process of its own. */
export function runExample(name: string, environment: Readonly<Record<string, string>>): Promise<ProgramResult> {
  return runProgram(process.execPath, ['--conditions=@sora/source', examplePath(name)], environment);
}

export function examplePath(name: string): string {
  return fileURLToPath(new URL(`../../../../examples/${name}`, import.meta.url));
}

/** Runs the `sora` command. */
export function runSora(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<ProgramResult> {
  return runProgram(process.execPath, ['--conditions=@sora/source', command, ...args], environment);
}
