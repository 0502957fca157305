import { expect, test } from 'vitest';
import { corpusFiles } from '@sora/rules/testing';
import { createChecks } from '../checks.ts';
import { analysed } from './analysed-corpus.ts';
import { compareTools } from './compare-tools.ts';
import { proveMutants } from './prove-mutants.ts';
import { proveRewritings } from './prove-rewritings.ts';
import { proveScores } from './prove-scores.ts';
import { proveVerdicts, sharesOf } from './prove-verdicts.ts';

const seed = 20_261_130;
/** Every eighth file of a size that is quick to analyse: short of the campaign in nothing but number. */
const files = corpusFiles().filter(({ source }, at) => source.length < 1_500 && at % 9 === 0).flatMap(({ file, source }) => analysed(file, source) ?? []);

function checked() {
  const checks = createChecks(() => {});
  return { checks, failed: () => checks.all.filter(({ ok }) => !ok) };
}

test('what the matrix of a real file claims holds against the evaluator', () => {
  const { checks, failed } = checked();
  const counts = proveVerdicts(checks, files, { seed, requestsPerDenial: 15 });
  expect(failed()).toEqual([]);
  expect(counts.files).toBeGreaterThan(5);
  expect([counts.allowed, counts.denied, counts.reachedByChance].every((count) => count > 50)).toBe(true);
  expect(sharesOf(files)['anonymous']?.undecided).toBeLessThanOrEqual(5);
});

test('files written otherwise get the verdicts that they had', () => {
  const { checks, failed } = checked();
  expect(proveRewritings(checks, files.slice(0, 4))).toBeGreaterThan(12);
  expect(failed()).toEqual([]);
});

test('files with one place loosened are called looser', () => {
  const { checks, failed } = checked();
  const { widening } = proveMutants(checks, files, { seed, tries: 300, mutantsPerFile: 3 });
  expect(failed()).toEqual([]);
  expect(widening).toBeGreaterThan(5);
});

test('the template of test mode fails, the shipped templates pass', () => {
  const { checks, failed } = checked();
  proveScores(checks);
  expect(failed()).toEqual([]);
});

test("what is open to anyone is seen by SORA, and in part by the rules of Firebase's ESLint plugin", () => {
  const [write, read] = compareTools(files, { seed, tries: 5 });
  expect(write).toMatchObject({ what: 'anyone can write', sora: write?.files });
  expect(read).toMatchObject({ what: 'anyone can read', sora: read?.files });
  expect(write?.eslint).toBeLessThanOrEqual(write?.files ?? 0);
});
