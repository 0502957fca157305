import { seededRandom } from '@sora/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChecks } from '../checks.ts';
import { type ClientSystem, startClientSystem } from './client-system.ts';
import { type ClientKillOptions, proveClientKills } from './kills.ts';
import type { PlantedBug } from './planted-bugs.ts';

const silent = () => undefined;
const failedOf = (checks: ReturnType<typeof createChecks>) => checks.all.filter(({ ok }) => !ok);
const options: ClientKillOptions = { random: seededRandom(20261124), name: 'slice', devices: 2, clientKills: 8, serverKills: 2, cutRatio: 0.2, tell: silent };

let system: ClientSystem;
beforeAll(async () => { system = await startClientSystem(seededRandom(20261124)); }, 120_000);
afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

test('apps on SQLite files are killed again and again, and two servers in turn, while answers are lost: nothing that the client keeps is lost, doubled or out of order, nothing is paid twice [MOB-2]', { timeout: 180_000 }, async () => {
  const checks = createChecks(silent);
  const counts = await proveClientKills(checks, system, options);
  console.log(counts);
  expect(failedOf(checks)).toEqual([]);
  expect(counts.messages).toBeGreaterThan(50);
});

const findings: readonly (readonly [PlantedBug, RegExp])[] = [
  ['removes-before-receipt', /"lost":\["/],
  ['reuses-numbers', /"lost":\["/],
  ['pays-unasked', /"paidUnasked":\["/],
  ['says-kept-too-early', /"lost":\["/],
];

test.each(findings)('that campaign finds a client that %s', { timeout: 120_000 }, async (bug, finding) => {
  const checks = createChecks(silent);
  await proveClientKills(checks, system, { ...options, random: seededRandom(7), name: bug, bug, devices: 1, clientKills: 3, serverKills: 0 });
  console.log(failedOf(checks).map(({ seen }) => seen.slice(0, 600)));
  expect(failedOf(checks)).toContainEqual({ name: expect.stringContaining('nothing that the client said'), ok: false, seen: expect.stringMatching(finding) });
});
