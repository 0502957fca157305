import { seededRandom } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { createChecks } from '../checks.ts';
import { proveKills, proveKillsOfOne } from './kills.ts';
import { proveOppositeOrders } from './opposite-orders.ts';

const failedOf = (checks: ReturnType<typeof createChecks>) => checks.all.filter(({ ok }) => !ok);
const silent = () => undefined;

test('PostgreSQL and servers are killed under load while answers of commits are lost: nothing acknowledged is lost, nothing is booked twice [CON-8]', { timeout: 180_000 }, async () => {
  const checks = createChecks(silent);
  const counts = await proveKills(checks, { random: seededRandom(20261124), databaseKills: 2, serverKills: 2, cutRatio: 0.2, concurrency: 16, tell: silent });
  expect(failedOf(checks)).toEqual([]);
  expect(counts.acknowledged).toBeGreaterThan(50);
});

test('a server that books on what it remembers loses answers and its database: nothing is lost or booked twice either [CON-8]', { timeout: 120_000 }, async () => {
  const checks = createChecks(silent);
  const counts = await proveKillsOfOne(checks, { random: seededRandom(20261124), databaseKills: 1, cutRatio: 0.1, concurrency: 16, tell: silent });
  expect(failedOf(checks)).toEqual([]);
  expect(counts.acknowledged).toBeGreaterThan(50);
});

test('two servers that pay in opposite directions never deadlock [CON-8]', { timeout: 120_000 }, async () => {
  const checks = createChecks(silent);
  const { acknowledged } = await proveOppositeOrders(checks, { random: seededRandom(7), durationMs: 3_000, concurrency: 16 });
  expect(failedOf(checks)).toEqual([]);
  expect(acknowledged).toBeGreaterThan(100);
});
