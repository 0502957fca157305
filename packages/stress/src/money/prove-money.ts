// npm run prove:money [-- --seed N]: the full length of what `npm test` runs a slice of. Needs nothing that runs already; takes minutes.
import { parseArgs } from 'node:util';
import { seededRandom } from '@sora/core/testing';
import { checkLine, createChecks } from '../checks.ts';
import { prefixed, writeEvidence } from '../evidence.ts';
import { proveKills, proveKillsOfOne } from './kills.ts';
import { proveOppositeOrders } from './opposite-orders.ts';
import { proveSimulation } from './simulation.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '20261124' } } });
const seed = Number(values.seed);
const startedAtMs = Date.now();
const checks = createChecks((check) => console.log(checkLine(check)));
const tell = (sentence: string) => console.log(`        ${sentence}`);

console.log('The simulator: a million operations, and planted bugs');
const simulation = await proveSimulation(checks, { seed, operations: 1_000_000, tell });
console.log('20 SIGKILLs of PostgreSQL and 20 of servers under load, answers of commits lost');
const kills = await proveKills(checks, { random: seededRandom(seed), databaseKills: 20, serverKills: 20, cutRatio: 0.2, concurrency: 32, tell });
console.log('5 SIGKILLs of PostgreSQL under one server, which books on what it remembers; answers of its statements lost');
const killsOfOne = await proveKillsOfOne(checks, { random: seededRandom(seed), databaseKills: 5, cutRatio: 0.1, concurrency: 32, tell });
console.log('Two servers with opposite account orders, for 60 s');
const opposite = await proveOppositeOrders(checks, { random: seededRandom(seed), durationMs: 60_000, concurrency: 32 });

const longestMs = [kills, killsOfOne].flatMap(({ longestSilenceMs, longestAwayMs }) => [longestSilenceMs, longestAwayMs]);
checks.holds('serving again within 5 s of every kill', Math.max(...longestMs) <= 5_000, longestMs);
const failed = checks.all.filter(({ ok }) => !ok).length;
const file = await writeEvidence('money', {
  command: `npm run prove:money -- --seed ${seed}`,
  seed,
  durationMs: Date.now() - startedAtMs,
  counts: { checks: checks.all.length, failed, ...prefixed('simulated', simulation), ...prefixed('kills', kills), ...prefixed('killsOfOne', killsOfOne), ...prefixed('oppositeOrders', opposite) },
  notTried: [],
  checks: checks.all,
});
console.log(`\n${checks.all.length - failed} of ${checks.all.length} hold. Written: ${file}`);
process.exitCode = failed === 0 ? 0 : 1;
