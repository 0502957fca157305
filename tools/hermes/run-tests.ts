import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { lower } from './lower.ts';
import { hermes } from './programs.ts';

export interface HermesRun {
  readonly passed: number;
  readonly failed: number;
  /** Everything it printed. */
  readonly output: string;
}

const entry = (files: readonly string[]) => `import ${JSON.stringify(join(import.meta.dirname, 'polyfills.ts'))};
${files.map((file) => `import ${JSON.stringify(file)};`).join('\n')}
import { runAll } from 'vitest';
void runAll(print);`;

/** Runs test files on the real Hermes virtual machine, which ends when no promise is left. @param lowered how the program becomes ES5 */
export async function runOnHermes(files: readonly string[], lowered: (code: string) => string = lower): Promise<HermesRun> {
  const code = await bundle('hermes-entry.ts', {
    virtual: { 'hermes-entry.ts': entry(files) },
    // Not left to the next step, which turns an accessor beside a spread into a value.
    target: 'es2017',
    alias: { vitest: join(import.meta.dirname, 'mini-vitest.ts') },
    hasEffects: (id) => /\.test\.ts$|hermes-entry|mini-vitest|polyfills/.test(id),
  });
  const folder = mkdtempSync(join(tmpdir(), 'sora-hermes-'));
  try {
    const file = join(folder, 'tests.js');
    writeFileSync(file, lowered(code));
    const { stdout, stderr } = await run(file);
    const [, passed = '0', failed = '1'] = /(\d+) passed, (\d+) failed\s*$/.exec(stdout) ?? [];
    return { passed: Number(passed), failed: Number(failed), output: `${stdout}${stderr}`.slice(0, 20_000) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const longestRunMs = 60_000;

function run(file: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    execFile(hermes, ['-w', file], { timeout: longestRunMs, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => { resolve({ stdout, stderr }); });
  });
}
