// A program that is made to be killed: an app of one user with the real client on files of this folder. Prints a point when it has begun, and one for each thing kept. Argument: its plan, as JSON.
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCrashRecovery, createPlatform, createStabilityClient } from '@sora/client';
import { seededRandom } from '@sora/core/testing';
import { changeable, readHistory } from './app-history.ts';
import { type AppLine, parseLines } from './app-lines.ts';
import { type PlantedBug, withBug } from './planted-bugs.ts';
import { foundIn, settle, tellingOfPayments, tellOfParked, write, type WritingPlaces } from './writing-app.ts';

export interface AppPlan {
  readonly folder: string;
  /** File of what it writes down. */
  readonly log: string;
  readonly url: string;
  /** From the identity provider. */
  readonly identityToken: string;
  readonly run: number;
  readonly seed: number;
  readonly places: WritingPlaces;
  readonly bug?: PlantedBug;
  /** Writes nothing more, and waits so long at most until the server has everything. */
  readonly settlesMs?: number;
}

const plan = JSON.parse(process.argv[2] ?? '{}') as AppPlan;
const before = readHistory(parseLines(readFileSync(plan.log, { encoding: 'utf8', flag: 'a+' })));
const log = openSync(plan.log, 'a');
const tell = async (line: AppLine): Promise<void> => {
  writeSync(log, `${JSON.stringify(line)}\n`);
  fsyncSync(log);
  if (line.kind === 'started' || line.kind === 'kept') process.stdout.write('.');
};
const platform = withBug(tellingOfPayments(createPlatform({ folder: plan.folder }), plan.run, tell), plan.bug);
const crash = createCrashRecovery({ platform, release: '1' });
const client = await createStabilityClient({ url: plan.url, getIdentityToken: async () => plan.identityToken }, { platform, crash });
await tell({ kind: 'started', run: plan.run, found: foundIn(client.outbox) });
const stopTelling = tellOfParked(client.outbox, tell);
const app = { client, tell, sleep: (ms: number) => sleep(ms), places: plan.places, run: plan.run, tab: 0, random: seededRandom(plan.seed), changeable: changeable(before) };
if (plan.settlesMs === undefined) await write(app);
else {
  await settle(app, plan.settlesMs);
  stopTelling();
  await client.stop();
  closeSync(log);
}
