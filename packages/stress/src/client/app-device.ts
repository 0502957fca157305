import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Random } from '@sora/core';
import { type AppHistory, readHistory } from './app-history.ts';
import { parseLines } from './app-lines.ts';
import type { AppPlan } from './app-process.ts';
import type { PlantedBug } from './planted-bugs.ts';

/** A device with one app on it, whose process is killed and started anew from what lies on the disk. */
export interface AppDevice extends AsyncDisposable {
  readonly userId: string;
  /** Starts the app, and kills it after a random time: mostly while it writes, at times while it starts. */
  liveAndDie(): Promise<void>;
  /** Starts it a last time, to send what is left. */
  settle(): Promise<void>;
  /** Lives that were ended by SIGKILL. */
  readonly kills: number;
  history(): Promise<AppHistory>;
}

export interface AppDeviceParts extends Pick<AppPlan, 'url' | 'identityToken' | 'places'> {
  readonly userId: string;
  readonly random: Random;
  readonly bug?: PlantedBug;
}

const program = fileURLToPath(new URL('app-process.ts', import.meta.url));
const settlesMs = 90_000;
const diesStarting = 0.1;
const mostKept = 40;
const longestLifeMs = 5_000;
/** On a machine that does other things too. */
const longestStartMs = 120_000;
const longestWaitMs = 400;

export async function appDevice({ random, userId, ...parts }: AppDeviceParts): Promise<AppDevice> {
  const folder = await mkdtemp(join(tmpdir(), 'sora-device-'));
  const log = join(folder, 'log');
  let [runs, kills] = [0, 0];
  const start = (more: Partial<AppPlan> = {}) => {
    const plan: AppPlan = { folder: join(folder, 'app'), log, ...parts, ...more, run: (runs += 1), seed: Math.floor(random.next() * 2 ** 31) };
    return spawn(process.execPath, ['--conditions=@sora/source', program, JSON.stringify(plan)], { stdio: ['ignore', 'pipe', 'inherit'] });
  };
  return {
    userId,
    get kills() { return kills; },
    async liveAndDie() {
      const app = start();
      const ended = once(app, 'exit');
      if (random.next() >= diesStarting) await hasKept(app, 1 + Math.floor(mostKept * random.next()));
      await sleep(longestWaitMs * random.next());
      // One that ended by itself is a finding of its own: it never does.
      if (!app.kill('SIGKILL')) throw new Error('The app ended by itself.');
      kills += 1;
      await ended;
    },
    async settle() {
      const app = start({ settlesMs });
      const [code] = await once(app, 'exit') as [number | null];
      if (code !== 0) throw new Error(`The app ended with ${code} where it should have sent what was left.`);
    },
    history: async () => readHistory(parseLines(await readFile(log, 'utf8'))),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Resolves when it has begun and kept so many things or, where the network is slow to say whose app it is, after a while. */
async function hasKept(app: ChildProcess, things: number): Promise<void> {
  let points = await pointsOf(app, AbortSignal.timeout(longestStartMs));
  const over = AbortSignal.timeout(longestLifeMs);
  while (points <= things && !over.aborted) points += await pointsOf(app, over);
}

function pointsOf(app: ChildProcess, over: AbortSignal): Promise<number> {
  return once(app.stdout ?? app, 'data', { signal: over }).then(([printed]) => (printed as Buffer).length, () => 0);
}
