// The acceptance of first light: starts a server on a fresh data folder, sends real data by every door, reads it back with the
// documented lines, kills PostgreSQL under it, and counts. Each program is a process of its own. Needs nothing that runs already.
//
//   npm run prove:first-light              PostgreSQL away for 10 s
//   npm run prove:first-light -- --full    for 90 s

import { parseArgs } from 'node:util';
import type { Check } from '../../packages/server/src/e2e/testing/checks.ts';
import { proveFirstLight } from '../../packages/server/src/e2e/testing/first-light.ts';
import { writeEvidence } from './evidence.ts';

const { values: { full } } = parseArgs({ options: { full: { type: 'boolean', default: false } } });
const startedAtMs = Date.now();

const { checks, outage } = await proveFirstLight({ awayMs: full ? 90_000 : 10_000, perSecond: 100, told: print });
const failed = checks.filter(({ ok }) => !ok).length;
const file = await writeEvidence('first-light', {
  command: `npm run prove:first-light${full ? ' -- --full' : ''}`,
  durationMs: Date.now() - startedAtMs,
  counts: { checks: checks.length, failed, acknowledged: outage.acknowledged, acknowledgedWhileAway: outage.acknowledgedWhileAway, stored: outage.counted.requests, grownBytes: outage.grownBytes },
  checks,
});
console.log(`\n${checks.length - failed} of ${checks.length} hold. Written: ${file}`);
process.exitCode = failed === 0 ? 0 : 1;

function print({ name, ok, seen }: Check): void {
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name}${ok ? '' : `\n        ${seen}`}`);
}
