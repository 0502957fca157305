import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from '../lib/repository.ts';
import type { RunStep } from './run-steps.ts';
import type { Step } from './steps.ts';

const environment = { ...process.env, PATH: [join(repositoryRoot, 'node_modules', '.bin'), process.env['PATH']].join(delimiter) };

/** Runs a step's commands at the repository's root and gathers what they print. */
export const runCommands: RunStep = async (step) => {
  const startedAtMs = performance.now();
  let output = '';
  let ok = true;
  for (const command of step.commands) {
    const result = await runOne(command);
    output += result.output;
    ok = result.ok;
    if (!ok) break;
  }
  return { name: step.name, ok, durationMs: performance.now() - startedAtMs, output };
};

function runOne([program, ...rest]: Step['commands'][number]): Promise<{ readonly ok: boolean; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, rest, { cwd: repositoryRoot, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ ok: false, output: `${program}: ${error.message}\n` }));
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(chunks).toString() }));
  });
}
