import { expect, test } from 'vitest';
import { summarize } from './ci-summary.mjs';

const wellDone = { check: 0, tests: 0 };
const tests = (passed: number, failed: number, files: { status: string; assertionResults: unknown[] }[] = []) => ({ numPassedTests: passed, numFailedTests: failed, testResults: files });

test('checks and tests are one sum', () => {
  expect(summarize({ passed: 10, failed: 0 }, tests(90, 0), wellDone)).toEqual({ passed: 100, failed: 0 });
  expect(summarize({ passed: 8, failed: 2 }, tests(87, 3), { check: 1, tests: 1 })).toEqual({ passed: 95, failed: 5 });
});

test('a run that crashed and left no report counts as a failure', () => {
  expect(summarize({ passed: 10, failed: 0 }, undefined, { check: 0, tests: 134 })).toEqual({ passed: 10, failed: 1 });
  expect(summarize(undefined, undefined, { check: 1, tests: 1 })).toEqual({ passed: 0, failed: 2 });
});

test('a run that ends badly although every test passed counts as a failure', () => {
  expect(summarize({ passed: 10, failed: 0 }, tests(90, 0), { check: 0, tests: 1 })).toEqual({ passed: 100, failed: 1 });
});

test('a test file that does not load counts as a failure', () => {
  expect(summarize({ passed: 1, failed: 0 }, tests(5, 1, [{ status: 'failed', assertionResults: [] }, { status: 'failed', assertionResults: [{}] }]), { check: 0, tests: 1 })).toEqual({ passed: 6, failed: 2 });
});

test('a run in which no test ran at all counts as a failure', () => {
  expect(summarize({ passed: 1, failed: 0 }, tests(0, 0), wellDone)).toEqual({ passed: 1, failed: 1 });
});
