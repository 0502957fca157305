import { expect, test } from 'vitest';
import { chatVerdict } from './verdict-view.ts';

const whole = { log: { lastSeq: 5, digest: 'a', messages: 4, knownSeq: 5 }, strip: { fromSeq: 1, toSeq: 5, stretches: [], gaps: [], missing: 0 }, differences: [] };

test('a log that is whole says from where to where', () => {
  expect(chatVerdict(whole)).toEqual({ tone: 'healthy', headline: 'Gap-free: every number from 1 to 5 has its entry', lines: [] });
  expect(chatVerdict({ ...whole, strip: { ...whole.strip, toSeq: 0 } }).headline).toBe('Nothing was written yet');
  expect(chatVerdict({ ...whole, log: { lastSeq: 5, digest: 'a', knownSeq: 0 } }).lines[0]).toContain('not compared yet');
});

test('a head that was altered is said field by field, with what comes next [CON-4]', () => {
  const verdict = chatVerdict({ ...whole, differences: ['lastSeq says 9; the entries come to 5', 'messages says 9; the entries come to 4', `digest says ${'ab'.repeat(32)}; the entries come to ${'cd'.repeat(32)}`] });
  expect(verdict).toMatchObject({ tone: 'degraded', lines: ['The last number says 9; the entries come to 5.', 'The count of messages says 9; the entries come to 4.', 'The digest says abababababab…; the entries come to cdcdcdcdcdcd…', expect.stringContaining('Recount')] });
});

test('missing entries weigh more: in the middle, and at an end that had been counted before [CON-4]', () => {
  const verdict = chatVerdict({ log: { ...whole.log, lastSeq: 4 }, strip: { ...whole.strip, toSeq: 4, missing: 2, gaps: [{ fromSeq: 2, toSeq: 3 }] }, differences: ['lastSeq says 5; the entries come to 4'] });
  expect(verdict).toMatchObject({ tone: 'critical', headline: '3 numbers have no entry' });
  expect(verdict.lines[0]).toBe('There were entries up to #5; now the log ends at #4.');
  expect(verdict.lines.at(-1)).toContain('backup');
});
