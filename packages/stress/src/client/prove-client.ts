// npm run prove:client [-- --seed N]: the full length of what `npm test` runs a slice of. Needs nothing that runs already; takes minutes.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seededRandom } from '@sora/core/testing';
import { bundlePage } from '../../../../tools/browser/bundle-page.ts';
import { killableBrowser } from '../../../../tools/browser/killable.ts';
import { checkLine, createChecks } from '../checks.ts';
import { prefixed, writeEvidence } from '../evidence.ts';
import { proveBrowserKills } from './browser/kills.ts';
import { startClientSystem } from './client-system.ts';
import { proveFatalStarts } from './fatal-starts.ts';
import { proveClientKills } from './kills.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '20261124' } } });
const seed = Number(values.seed);
const startedAtMs = Date.now();
const checks = createChecks((check) => console.log(checkLine(check)));
const tell = (sentence: string) => console.log(`        ${sentence}`);
const lost = { answers: 0.2, connections: 0.1 };

await using browsers = await killableBrowser(await bundlePage(fileURLToPath(new URL('browser/page-app.ts', import.meta.url))));
await using system = await startClientSystem(seededRandom(seed), { SORA_APP_ORIGINS: browsers.origin });

console.log('300 SIGKILLs of apps on SQLite files and 30 of two servers, 20 % of the answers lost');
const kills = await proveClientKills(checks, system, { random: seededRandom(seed), name: 'full', devices: 6, clientKills: 300, serverKills: 30, lost, tell });
console.log('20 SIGKILLs of a browser with two tabs, 200 things between two of them');
const browser = await proveBrowserKills(checks, { system, browsers }, { random: seededRandom(seed), kills: 20, thingsPerKill: 200, lost, tell });
console.log('Ten fatal starts of each kind, and as many kills that are no crashes');
const fatal = await proveFatalStarts(checks, system, { starts: 10, laterMs: 3_000, name: 'full-fatal' });

const failed = checks.all.filter(({ ok }) => !ok).length;
const file = await writeEvidence('client', {
  command: `npm run prove:client -- --seed ${seed}`,
  seed,
  durationMs: Date.now() - startedAtMs,
  counts: { checks: checks.all.length, failed, ...prefixed('node', kills), ...prefixed('browser', browser), ...prefixed('starts', fatal) },
  notTried: ['A phone: its engine runs the client’s own tests, and the web and Node.js stand for the rest.', 'Power cuts: a kill of the process is not one.', 'Ten fatal pages in Chromium run in `npm test` (packages/client/src/react/crash-recovery.web.test.ts).'],
  checks: checks.all,
});
console.log(`\n${checks.all.length - failed} of ${checks.all.length} hold. Written: ${file}`);
process.exitCode = failed === 0 ? 0 : 1;
