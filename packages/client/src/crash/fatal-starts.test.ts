import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../testing/fatal-start.ts', import.meta.url));
const folders: string[] = [];
const freshFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'sora-fatal-starts-'));
  folders.push(folder);
  return folder;
};

interface Start {
  readonly step: string;
  readonly isRecovery: boolean;
  readonly navigation?: string;
  readonly typed: string;
  readonly report?: string;
  readonly died: boolean;
}

/** A new process from disk. */
async function start(folder: string, kind: string): Promise<Start> {
  const child = spawn(process.execPath, ['--conditions=@sora/source', program, folder, kind], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.on('data', (text: Buffer) => { said += text.toString(); });
  const [code] = await once(child, 'close') as [number | null];
  return { ...JSON.parse(said) as Omit<Start, 'died'>, died: code !== 0 };
}

async function tenStarts(folder: string, kind: string): Promise<readonly Start[]> {
  const starts: Start[] = [];
  for (let i = 0; i < 10; i++) starts.push(await start(folder, kind));
  return starts;
}

afterAll(() => { folders.forEach((folder) => { rmSync(folder, { recursive: true }); }); });

test.concurrent.each(['import', 'first-render', 'later', 'restored-state', 'killed'])('ten fatal starts (%s) in ten processes: exactly three recoveries, then the safe home [MOB-1]', async (kind) => {
  const starts = await tenStarts(freshFolder(), kind);
  expect(starts.every(({ died }) => died)).toBe(true);
  expect(starts.map(({ step }) => step)).toEqual(['normal', 'restore-all', 'restore-little', ...Array.from({ length: 7 }, () => 'safe-home')]);
  expect(starts.filter(({ isRecovery }) => isRecovery)).toHaveLength(3);
  const afterFirst = starts.slice(1);
  expect(new Set(afterFirst.map(({ typed }) => typed))).toEqual(new Set([kind === 'import' || kind === 'killed' ? '' : 'not sent yet']));
  expect(starts.map(({ navigation }) => navigation).filter(Boolean)).toEqual(kind === 'import' ? [] : ['{"route":"broken"}']);
  expect(afterFirst.every(({ report }) => kind === 'killed' ? report === '' : report?.startsWith('broken'))).toBe(true);
}, 90_000);

test.concurrent('a capsule whose last write was torn does not stop the ladder: the other slot says that the run had begun [MOB-1]', async () => {
  const folder = freshFolder();
  await start(folder, 'import');
  await start(folder, 'import');
  const newer = [0, 1].map((slot) => join(folder, `sora-capsule-${slot}.json`))
    .toSorted((a, b) => counterIn(b) - counterIn(a))[0] ?? '';
  truncateSync(newer, 100);
  expect((await start(folder, 'import')).step).toBe('restore-little');
  expect((await start(folder, 'import')).step).toBe('safe-home');
});

function counterIn(file: string): number {
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly counter: number }).counter;
}
