import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { promisify } from 'node:util';
import type { Check } from './checks.ts';

const root = new URL('../../../', import.meta.url);

export interface Found {
  readonly command: string;
  readonly seed?: number;
  readonly durationMs: number;
  readonly counts: Readonly<Record<string, number>>;
  /** What this machine did not allow to try; it is not counted as held. */
  readonly notTried: readonly string[];
  readonly checks: readonly Check[];
}

/** Writes evidence/<area>.json: what was run, on what, and what was seen. @returns its path in the repository */
export async function writeEvidence(area: string, found: Found): Promise<string> {
  const path = `evidence/${area}.json`;
  const { command, ...rest } = found;
  await mkdir(new URL('evidence/', root), { recursive: true });
  const evidence = { area, command, at: new Date().toISOString(), commit: await commit(), machine: machine(), ...rest };
  await writeFile(new URL(path, root), `${JSON.stringify(evidence, undefined, 2)}\n`);
  return path;
}

/** Counts of one part of a campaign, named after it. */
export function prefixed(prefix: string, counts: object): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter((entry): entry is [string, number] => typeof entry[1] === 'number').map(([name, count]) => [`${prefix}${name[0]?.toUpperCase()}${name.slice(1)}`, count]));
}

/** With "+" where the tree differs from it; "none" in an unpacked archive. */
async function commit(): Promise<string> {
  const git = async (...args: readonly string[]) => (await promisify(execFile)('git', args, { cwd: root })).stdout.trim();
  try {
    const changed = await git('status', '--porcelain', '--', '.', ':!evidence');
    return `${await git('rev-parse', 'HEAD')}${changed === '' ? '' : '+'}`;
  } catch {
    return 'none';
  }
}

function machine() {
  const [cpu] = cpus();
  return { platform: `${process.platform}-${process.arch}`, node: process.version, cpu: cpu?.model ?? 'unknown', cores: cpus().length, memoryBytes: totalmem() };
}
