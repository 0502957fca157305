import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { repositoryRoot } from './lib/repository.ts';

let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'sora ci '));
  for (const path of ['.ci/run', 'tools/ci-summary.mjs']) cpSync(join(repositoryRoot, path), join(clone, path));
  mkdirSync(join(clone, 'programs'));
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** Runs `.ci/run` in the small clone, where the set-up and npm do as told. */
function runWith(setUp: string, npm: string): { readonly status: number | null; readonly lastLine: string } {
  writeFileSync(join(clone, 'tools/ensure-installed.mjs'), setUp);
  writeFileSync(join(clone, 'programs/npm'), `#!/usr/bin/env bash\n${npm}\n`);
  chmodSync(join(clone, 'programs/npm'), 0o755);
  const { status, stdout } = spawnSync('bash', ['.ci/run'], { cwd: clone, encoding: 'utf8', env: { ...process.env, PATH: [join(clone, 'programs'), process.env['PATH']].join(delimiter) } });
  return { status, lastLine: stdout.trimEnd().split('\n').at(-1) ?? '' };
}

const reports = 'node_modules/.cache/sora';
const checksPass = `[ "$1" = run ] && echo '{"passed":10,"failed":0}' > ${reports}/check.json && exit 0`;
const testsSay = (passed: number, failed: number) => `echo '{"numPassedTests":${passed},"numFailedTests":${failed},"testResults":[]}' > ${reports}/tests.json`;

test('checks and tests that pass are counted, and it ends well', () => {
  expect(runWith('', `${checksPass}; ${testsSay(90, 0)}`)).toEqual({ status: 0, lastLine: '100 passed, 0 failed' });
});

test('failures are counted, and it ends badly', () => {
  expect(runWith('', `${checksPass}; ${testsSay(88, 2)}; exit 1`)).toEqual({ status: 1, lastLine: '98 passed, 2 failed' });
});

test('tests still run when a check failed', () => {
  const checksFail = `[ "$1" = run ] && echo '{"passed":9,"failed":1}' > ${reports}/check.json && exit 1`;
  expect(runWith('', `${checksFail}; ${testsSay(90, 0)}`)).toEqual({ status: 1, lastLine: '99 passed, 1 failed' });
});

test('a test run that is killed counts as a failure, whatever an earlier run reported', () => {
  runWith('', `${checksPass}; ${testsSay(90, 0)}`);
  expect(runWith('', `${checksPass}; kill -9 $$`)).toEqual({ status: 1, lastLine: '10 passed, 1 failed' });
});

test('a set-up that fails ends it at once', () => {
  expect(runWith('process.exit(3)', 'exit 0')).toEqual({ status: 1, lastLine: '0 passed, 2 failed' });
});
