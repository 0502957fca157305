import { seededRandom } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { createChecks } from '../checks.ts';
import { forgetIdentities } from '../probes/forget-identities.ts';
import { writeUnpaid } from '../probes/write-unpaid.ts';
import { proveMessageKills } from './kills.ts';
import { proveLive } from './live.ts';
import { proveRehydration } from './prove-rehydration.ts';

const silent = () => undefined;
const failedOf = (checks: ReturnType<typeof createChecks>) => checks.all.filter(({ ok }) => !ok);
const kills = { databaseKills: 1, serverKills: 1, cutRatio: 0.2, concurrency: 12, tell: silent };
const live = { subscribers: 12, kills: 1, killEveryMs: 2_500, tell: silent };

test('PostgreSQL and a server are killed while answers are lost: nothing acknowledged is lost or doubled, and nobody sees message and payment apart [CON-7]', { timeout: 120_000 }, async () => {
  const checks = createChecks(silent);
  const counts = await proveMessageKills(checks, { ...kills, random: seededRandom(20261124) });
  expect(failedOf(checks)).toEqual([]);
  expect(counts.written).toBeGreaterThan(50);
});

test('that campaign finds a server that forgets what was sent under an identity, and a message that nobody paid for', { timeout: 120_000 }, async () => {
  const checks = createChecks(silent);
  const plant = async (url: string) => { await Promise.all([forgetIdentities(url), writeUnpaid(url)]); };
  await proveMessageKills(checks, { ...kills, random: seededRandom(7), databaseKills: 0, isFree: true, plant });
  expect(failedOf(checks)).toContainEqual({ name: expect.stringContaining('doubled'), ok: false, seen: expect.stringMatching(/"doubled":[1-9].* instead of/) });
  const apart = failedOf(checks).filter(({ seen }) => seen.includes('message without payment: nowhere 1')).map(({ name }) => name);
  expect(apart).toEqual(['kills: no message is without its payment, and no payment without its message', 'kills: a reader of one snapshot never saw message and payment apart']);
});

test('subscribers whose server is killed follow on the other one, and end with the sequence of the log [CON-7]', { timeout: 120_000 }, async () => {
  const checks = createChecks(silent);
  const counts = await proveLive(checks, { ...live, random: seededRandom(20261124) });
  expect(failedOf(checks)).toEqual([]);
  expect(counts.delivered).toBeGreaterThan(500);
});

test('that campaign finds a subscriber who comes back and is told only what is new', { timeout: 120_000 }, async () => {
  const checks = createChecks(silent);
  await proveLive(checks, { ...live, random: seededRandom(7), forgetsWhere: true });
  expect(failedOf(checks).map(({ name }) => name)).toEqual(['live: every subscriber ends with the sequence of the log, without gap or double']);
});

test('a device that lacks a part of a chat gets that part and no more [CON-7]', { timeout: 120_000 }, async () => {
  const checks = createChecks(silent);
  await proveRehydration(checks, { random: seededRandom(1), entries: 400, missing: 40 });
  expect(failedOf(checks)).toEqual([]);
});
