import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createCrashRecovery, createStabilityClient } from '@sora/client';
import { seededRandom } from '@sora/core/testing';
import { expect, onTestFinished, test } from 'vitest';
import { changeable, readHistory } from './app-history.ts';
import type { AppLine } from './app-lines.ts';
import { type AppDifferences, compareApp, noAppDifferences } from './check-app.ts';
import { type PlantedBug, withBug } from './planted-bugs.ts';
import { type MemoryServer, memoryServer } from './testing/memory-server.ts';
import { mortalPlatform } from './testing/mortal-platform.ts';
import { settle, tellingOfPayments, tellOfParked, write } from './writing-app.ts';

const places = { free: ['free-1', 'free-2'], paid: ['paid-1'], price: '5' };
const thingsPerLife = 30;

interface Life {
  readonly folder: string;
  readonly server: MemoryServer;
  readonly lines: AppLine[];
  readonly run: number;
  readonly bug: PlantedBug | undefined;
  /** Sends the rest instead of writing. */
  readonly settles: boolean;
}

/** The real client on a real file, killed in the middle of its work. */
async function live({ folder, server, lines, run, bug, settles }: Life): Promise<void> {
  const tell = async (line: AppLine) => { lines.push(line); };
  const mortal = mortalPlatform(folder, server.transport);
  const platform = withBug(tellingOfPayments(mortal.platform, run, tell), bug);
  const client = await createStabilityClient({ url: 'http://memory', getIdentityToken: async () => 'token' }, { platform, crash: createCrashRecovery({ platform, release: '1' }) });
  const app = { client, tell, sleep: (ms: number) => sleep(ms / 20), places, run, tab: 0, random: seededRandom(run), changeable: changeable(readHistory(lines)) };
  const stopTelling = tellOfParked(client.outbox, tell);
  if (settles) await settle(app, 10_000);
  else await write(app, { most: thingsPerLife, mostWaiting: 40 });
  stopTelling();
  await mortal.kill();
}

async function fiveLives(bug?: PlantedBug): Promise<AppDifferences> {
  const folder = await mkdtemp(join(tmpdir(), 'sora-lives-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const server = memoryServer({ userId: 'ann', random: seededRandom(1), lost: { requests: 0.3, answers: 0.2 } });
  const lines: AppLine[] = [];
  // After the third everything is sent, so that a count that begins anew meets numbers that the server has.
  for (const [index, settles] of [false, false, false, true, false, true].entries()) await live({ folder, server, lines, run: index + 1, bug, settles });
  return compareApp(readHistory(lines), server.entries, server.payments);
}

test('an app without a bug, killed in the middle of its work again and again, differs in nothing from its server', async () => {
  expect(await fiveLives()).toEqual(noAppDifferences);
});

test('an outbox that removes things before their receipt loses some', async () => {
  expect((await fiveLives('removes-before-receipt')).lost).not.toEqual([]);
});

test('a client that begins its numbers anew alters or loses what was there, or is refused', { timeout: 60_000 }, async () => {
  let found = noAppDifferences;
  // Numbers meet only when nothing waits at a start, which is not so in every five lives.
  for (let tries = 0; tries < 20 && isDeepStrictEqual(found, noAppDifferences); tries += 1) found = await fiveLives('reuses-numbers');
  expect(found).not.toEqual(noAppDifferences);
});

test('a client that pays after a start what nobody asked for again is found', async () => {
  expect((await fiveLives('pays-unasked')).paidUnasked).not.toEqual([]);
});
