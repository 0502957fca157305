import { seededRandom } from '@sora/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChecks } from '../checks.ts';
import { type ClientSystem, startClientSystem } from './client-system.ts';
import { type FatalStartOptions, proveFatalStarts } from './fatal-starts.ts';
import { type ClientKillOptions, proveClientKills } from './kills.ts';
import type { PlantedBug } from './planted-bugs.ts';

const silent = () => undefined;
const failedOf = (checks: ReturnType<typeof createChecks>) => checks.all.filter(({ ok }) => !ok);
const options: ClientKillOptions = { random: seededRandom(20261124), name: 'slice', devices: 2, clientKills: 8, serverKills: 2, lost: { answers: 0.2, connections: 0.1 }, tell: silent };

let system: ClientSystem;
beforeAll(async () => { system = await startClientSystem(seededRandom(20261124)); }, 120_000);
afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

test('apps on SQLite files are killed again and again, and two servers in turn, while answers are lost: nothing that the client keeps is lost, doubled or out of order, nothing is paid twice [MOB-2]', { timeout: 180_000 }, async () => {
  const checks = createChecks(silent);
  const counts = await proveClientKills(checks, system, options);
  expect(failedOf(checks)).toEqual([]);
  expect(counts.messages).toBeGreaterThan(50);
});

const findings: readonly (readonly [PlantedBug, RegExp])[] = [
  ['removes-before-receipt', /"(lost|refused)":\["/],
  ['pays-unasked', /"paidUnasked":\["/],
];

test.concurrent.each(findings)('that campaign finds a client that %s', { timeout: 120_000 }, async (bug, finding) => {
  const checks = createChecks(silent);
  await proveClientKills(checks, system, { ...options, random: seededRandom(7), name: bug, bug, devices: 1, clientKills: 5, serverKills: 0, lost: { answers: 0.2, connections: 0.5 } });
  expect(failedOf(checks)).toContainEqual({ name: expect.stringContaining('nothing that the client said'), ok: false, seen: expect.stringMatching(finding) });
});

const fatal: FatalStartOptions = { starts: 6, laterMs: 100, name: 'fatal' };

test('apps that die at every start are brought back three times, then stay at a safe home that sends; apps that are killed are not [MOB-1]', { timeout: 120_000 }, async () => {
  const checks = createChecks(silent);
  const counts = await proveFatalStarts(checks, system, fatal);
  expect(failedOf(checks)).toEqual([]);
  expect(counts).toEqual({ fatalStarts: 24, recoveries: 12, kills: 6 });
});

const ladderBugs: readonly (readonly [NonNullable<FatalStartOptions['bug']>, readonly string[]])[] = [
  ['new-release-each-time', ['exactly three recoveries', 'three starts were recoveries', 'it stays at its safe home']],
  ['clears-outbox', ['the outbox lies there as before', 'it stays at its safe home']],
  ['takes-kills-for-crashes', ['none of them a recovery']],
];

test.concurrent.each(ladderBugs)('that proof finds a ladder that %s', { timeout: 120_000 }, async (bug, sentences) => {
  const checks = createChecks(silent);
  await proveFatalStarts(checks, system, { ...fatal, starts: 5, name: bug, kinds: ['later'], bug });
  expect(failedOf(checks).map(({ name }) => name)).toEqual(sentences.map((sentence) => expect.stringContaining(sentence)));
});
