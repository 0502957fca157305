// The acceptance of first light: starts a server on a fresh data folder, sends real data by every door, reads it back with the
// documented lines, kills PostgreSQL under it, and counts. Each program is a process of its own. Needs nothing that runs already.
//
//   npm run prove:first-light              PostgreSQL away for 10 s
//   npm run prove:first-light -- --full    for 90 s, and a disk that is full for a while

import { parseArgs } from 'node:util';
import { type Check, createChecks } from '../../packages/server/src/e2e/testing/checks.ts';
import { proveFirstLight } from '../../packages/server/src/e2e/testing/first-light.ts';
import { proveFullDisk } from '../../packages/server/src/e2e/testing/full-disk.ts';
import { writeEvidence } from '../../packages/stress/src/evidence.ts';

const { values: { full } } = parseArgs({ options: { full: { type: 'boolean', default: false } } });
const startedAtMs = Date.now();
const checks = createChecks(print);

const { acknowledged, acknowledgedWhileAway, counted, grownBytes } = await proveFirstLight(checks, { awayMs: full ? 90_000 : 10_000, perSecond: 100 });
const notTried = full && !(await proveFullDisk(checks)) ? ['a full disk: it takes root on Linux to mount a small file system'] : [];
for (const name of notTried) console.log(`not tried  ${name}`);

const failed = checks.all.filter(({ ok }) => !ok).length;
const file = await writeEvidence('first-light', {
  command: `npm run prove:first-light${full ? ' -- --full' : ''}`,
  durationMs: Date.now() - startedAtMs,
  counts: { checks: checks.all.length, failed, acknowledged, acknowledgedWhileAway, stored: counted.requests, grownBytes },
  notTried,
  checks: checks.all,
});
console.log(`\n${checks.all.length - failed} of ${checks.all.length} hold. Written: ${file}`);
process.exitCode = failed === 0 ? 0 : 1;

function print({ name, ok, seen }: Check): void {
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name}${ok ? '' : `\n        ${seen}`}`);
}
