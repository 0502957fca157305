import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { bareEnvironment } from './bare-environment.ts';
import type { FreshClone } from './fresh-clone.ts';

/** Runs `npm test` in the clone; @throws {Error} with the end of its output when a test fails */
export async function npmTest({ path, home, account }: FreshClone): Promise<{ readonly tookMs: number }> {
  const startedMs = performance.now();
  const child = spawn('npm', ['test'], { cwd: path, env: bareEnvironment({ HOME: home }), stdio: ['ignore', 'pipe', 'pipe'], ...account });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => { said.push(text.toString()); });
  const [code]: unknown[] = await once(child, 'close');
  if (code !== 0) throw new Error(`npm test ended with ${String(code)}:\n${said.join('').slice(-8_000)}`);
  return { tookMs: performance.now() - startedMs };
}
