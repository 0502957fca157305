import { expect, test } from 'vitest';
import { decideInstall, explainInstallFailure, nodeProblem } from './decide-install.mjs';

const lock = '{"lockfileVersion":3}\n';

test('a fresh clone is installed, and the note of that makes the next start do nothing', () => {
  const first = decideInstall({ lock, note: undefined, scope: 'run' });
  expect(first).toEqual({ kind: 'install', scope: 'run', reason: 'it is not installed yet', note: `run\n${lock}` });
  expect(decideInstall({ lock, note: `run\n${lock}`, scope: 'run' })).toEqual({ kind: 'nothing' });
});

test('tests need more than running, and what tests need also runs', () => {
  expect(decideInstall({ lock, note: `run\n${lock}`, scope: 'all' })).toMatchObject({ kind: 'install', scope: 'all', reason: 'tests need more than running does' });
  expect(decideInstall({ lock, note: `all\n${lock}`, scope: 'run' })).toEqual({ kind: 'nothing' });
});

test('a changed lock file is installed, and whoever had everything keeps everything', () => {
  expect(decideInstall({ lock, note: 'run\n{}', scope: 'run' })).toMatchObject({ kind: 'install', scope: 'run', reason: 'package-lock.json has changed' });
  expect(decideInstall({ lock, note: 'all\n{}', scope: 'run' })).toMatchObject({ kind: 'install', scope: 'all' });
});

test('a garbled note counts as none', () => {
  expect(decideInstall({ lock, note: '', scope: 'run' })).toMatchObject({ kind: 'install' });
});

test.each([
  ['npm error code ENOSPC', 'no space left'],
  ['npm error code ENOTFOUND', 'cannot be reached'],
  ['npm error code EACCES', 'may not write'],
  ['npm error code EUSAGE', 'do not belong together'],
  ['npm error code EINTEGRITY', 'not the one that the lock file names'],
  ['Error: spawn npm ENOENT', 'npm is not there'],
  ['something new', 'npm gave up'],
])('"%s" is explained, with the last lines of npm above and a remedy below', (output, sentence) => {
  const lines = explainInstallFailure(output).split('\n');
  expect(lines[0]).toContain(output);
  expect(lines.at(-2)).toContain(sentence);
  expect(lines.at(-1)).toMatch(/\.$/);
});

test('Node 24 from the lock file will do, and elsewhere any Node from 22.18', () => {
  expect(nodeProblem({ found: 'v24.21.0', bundled: true, expectsBundled: true })).toBeUndefined();
  expect(nodeProblem({ found: 'v22.18.0', bundled: false, expectsBundled: false })).toBeUndefined();
});

test('another Node is refused with what to do', () => {
  expect(nodeProblem({ found: 'v20.20.2', bundled: true, expectsBundled: true })).toContain('instead of the 24');
  expect(nodeProblem({ found: 'that cannot be run', bundled: true, expectsBundled: true })).toContain('Delete node_modules');
  expect(nodeProblem({ found: 'v24.0.0', bundled: false, expectsBundled: true })).toContain('bin-links');
  expect(nodeProblem({ found: 'v22.17.1', bundled: false, expectsBundled: false })).toContain('22.18 or later');
});
