// npm run prove:messages [-- --seed N]: the full length of what `npm test` runs a slice of. Needs nothing that runs already; takes minutes.
import { parseArgs } from 'node:util';
import { seededRandom } from '@sora/core/testing';
import { checkLine, createChecks } from '../checks.ts';
import { prefixed, writeEvidence } from '../evidence.ts';
import { proveMessageKills } from './kills.ts';
import { proveLive } from './live.ts';
import { proveRehydration } from './prove-rehydration.ts';
import { proveMessageSimulation } from './simulation.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '20261124' } } });
const seed = Number(values.seed);
const startedAtMs = Date.now();
const checks = createChecks((check) => console.log(checkLine(check)));
const tell = (sentence: string) => console.log(`        ${sentence}`);

console.log('The simulator: a million operations, and planted bugs');
const simulation = await proveMessageSimulation(checks, { seed, operations: 1_000_000, tell });
console.log('10 SIGKILLs of PostgreSQL and 20 of servers under load, 20 % of the answers lost');
const kills = await proveMessageKills(checks, { random: seededRandom(seed), databaseKills: 10, serverKills: 20, cutRatio: 0.2, concurrency: 32, tell });
console.log('Devices that lack a part of a chat of 5,000 entries');
const rehydration = await proveRehydration(checks, { random: seededRandom(seed), entries: 5_000, missing: 200 });
console.log('100 subscribers of two servers, one of which is killed every 10 s, 6 times');
const live = await proveLive(checks, { random: seededRandom(seed), subscribers: 100, kills: 6, killEveryMs: 10_000, tell });

checks.holds('serving again within 5 s of every kill', Math.max(kills.longestSilenceMs, kills.longestAwayMs, live.longestAwayMs) <= 5_000, { longestSilenceMs: kills.longestSilenceMs, longestAwayMs: kills.longestAwayMs, longestAwayLiveMs: live.longestAwayMs });
const failed = checks.all.filter(({ ok }) => !ok).length;
const file = await writeEvidence('messages', {
  command: `npm run prove:messages -- --seed ${seed}`,
  seed,
  durationMs: Date.now() - startedAtMs,
  counts: { checks: checks.all.length, failed, ...prefixed('simulated', simulation), ...prefixed('kills', kills), ...prefixed('rehydration', rehydration), ...prefixed('live', live) },
  notTried: ['The client of devices: a virtual user of this campaign speaks HTTP and WebSocket in its place.'],
  checks: checks.all,
});
console.log(`\n${checks.all.length - failed} of ${checks.all.length} hold. Written: ${file}`);
process.exitCode = failed === 0 ? 0 : 1;
