import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createPlatform } from '@sora/client';
import type { Checks } from '../checks.ts';
import { checkFatalSeries, checkNoCrashLoop, type FatalSeries, type Start } from './check-starts.ts';
import type { ClientSystem } from './client-system.ts';
import { type FatalKind, fatalKinds, type LadderBug, outboxOnDisk, queuedMessages, type StartKind, type StartPlan, type StartWord } from './fatal-app.ts';

export interface FatalStartOptions {
  /** Of each kind, at least 5. */
  readonly starts: number;
  readonly laterMs: number;
  /** Names the users and chats. */
  readonly name: string;
  readonly kinds?: readonly FatalKind[];
  readonly bug?: LadderBug | 'new-release-each-time';
}

export interface FatalStartCounts {
  readonly fatalStarts: number;
  readonly recoveries: number;
  readonly kills: number;
}

const program = fileURLToPath(new URL('fatal-process.ts', import.meta.url));
/** Nothing listens there. */
const nowhere = 'http://127.0.0.1:1';

/** An app on a folder of its own: each start is a new process from disk. */
interface StartedApp extends AsyncDisposable {
  /** @param killAfterMs kills it so long after it could be used @returns what it said */
  start(kind: StartKind, change?: Partial<StartPlan>, killAfterMs?: number): Promise<{ readonly words: readonly StartWord[]; readonly died: boolean }>;
  outbox(): Promise<unknown>;
}

/** Starts apps that die at every start, and apps that are killed at every start. */
export async function proveFatalStarts(checks: Checks, system: ClientSystem, options: FatalStartOptions): Promise<FatalStartCounts> {
  const { kinds = fatalKinds, name } = options;
  const all = await Promise.all(kinds.map(async (kind) => {
    const userId = `${name}-${kind}`;
    const { free: [chat = ''] } = await system.openPlaces(userId, [userId]);
    await using app = await startedApp({ url: system.servers.urls()[0] ?? '', identityToken: system.identity.token(userId), chat, laterMs: options.laterMs, release: '1', kind });
    const series = await fatalSeries(app, kind, options);
    const log = (await system.logs()).logs.get(chat) ?? [];
    checkFatalSeries(checks, `process, fatal ${kind}`, { ...series, sent: log.map(({ content }) => content?.text ?? ''), expected: Array.from({ length: queuedMessages }, (_, at) => `${chat} ${at + 1}`) });
    return series.starts;
  }));
  const kills = await proveKillsAreNone(checks, options);
  return { fatalStarts: all.flat().length, recoveries: all.flat().filter(({ isRecovery }) => isRecovery).length, kills };
}

async function fatalSeries(app: StartedApp, kind: FatalKind, { starts, bug }: FatalStartOptions): Promise<Omit<FatalSeries, 'sent' | 'expected'>> {
  await app.start('writes');
  const before = await app.outbox();
  const seen: Start[] = [];
  for (let at = 0; at < starts; at += 1) {
    const { words, died } = await app.start(kind, { url: nowhere, ...(bug === 'new-release-each-time' ? { release: `build ${at}` } : bug === undefined ? {} : { bug }) });
    if (!died) throw new Error(`A start that should have died (${kind}) did not.`);
    seen.push(...stepsOf(words));
  }
  const after = await app.outbox();
  const { words } = await app.start('sends');
  const [nextRelease] = stepsOf((await app.start('sends', { release: '2' })).words);
  return { starts: seen, outbox: { before, after }, well: { start: stepsOf(words)[0], left: words.find((word) => word.kind === 'ended')?.left }, nextRelease };
}

async function proveKillsAreNone(checks: Checks, { starts, laterMs, bug }: FatalStartOptions): Promise<number> {
  await using app = await startedApp({ url: nowhere, identityToken: '', chat: '', laterMs, release: '1', kind: 'lives' });
  const seen: Start[] = [];
  // One more: what a kill did is seen at the start after it.
  for (let at = 0; at <= starts; at += 1) seen.push(...stepsOf((await app.start('lives', bug === undefined || bug === 'new-release-each-time' ? {} : { bug }, 20 * (at % 3))).words));
  checkNoCrashLoop(checks, 'process, killed', seen);
  return starts;
}

function stepsOf(words: readonly StartWord[]): readonly Start[] {
  return words.filter((word) => word.kind === 'step');
}

async function startedApp(plan: StartPlan): Promise<StartedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'sora-fatal-'));
  return {
    async start(kind, change = {}, killAfterMs) {
      const child = spawn(process.execPath, ['--conditions=@sora/source', program, folder, JSON.stringify({ ...plan, kind, ...change })], { stdio: ['ignore', 'pipe', 'ignore'] });
      const ended = once(child, 'close') as Promise<[number | null]>;
      let said = '';
      child.stdout.on('data', (text: Buffer) => {
        said += text.toString();
        if (killAfterMs !== undefined && said.includes('usable')) void sleep(killAfterMs).then(() => child.kill('SIGKILL'));
      });
      const [code] = await ended;
      return { words: said.split('\n').slice(0, -1).map((line) => JSON.parse(line) as StartWord), died: code !== 0 };
    },
    outbox: () => outboxOnDisk(createPlatform({ folder }).openJournal),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
