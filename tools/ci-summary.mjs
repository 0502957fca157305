// Counts what `.ci/run` ran, also when a run crashed and left no report. Plain JavaScript: it must work where nothing could be installed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Checks and tests as one sum. A run that failed without naming a failure (a crash, a test file that does not load) counts as one.
 * @param {{ passed: number, failed: number } | undefined} check report of `npm run check`
 * @param {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] } | undefined} tests report of vitest
 * @param {{ check: number, tests: number }} exitCodes of the two commands
 * @returns {{ passed: number, failed: number }}
 */
export function summarize(check, tests, exitCodes) {
  const unloaded = tests?.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length ?? 0;
  const failedChecks = atLeastOne(check?.failed ?? 0, exitCodes.check !== 0 || check === undefined);
  const failedTests = atLeastOne((tests?.numFailedTests ?? 0) + unloaded, exitCodes.tests !== 0 || tests === undefined || tests.numPassedTests === 0);
  return { passed: (check?.passed ?? 0) + (tests?.numPassedTests ?? 0), failed: failedChecks + failedTests };
}

/** @param {number} count @param {boolean} somethingFailed */
function atLeastOne(count, somethingFailed) {
  return somethingFailed ? Math.max(count, 1) : count;
}

/** @param {string} path */
function report(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // Never written, or only half: the run crashed.
  }
}

const [, script = '', folder = '', check = '1', tests = '1'] = process.argv;
if (import.meta.url === pathToFileURL(script).href) {
  const { passed, failed } = summarize(report(join(folder, 'check.json')), report(join(folder, 'tests.json')), { check: Number(check), tests: Number(tests) });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
