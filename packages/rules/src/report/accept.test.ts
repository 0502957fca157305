import { expect, test } from 'vitest';
import { analyse } from '../testing/analyse.ts';
import { firestoreRules } from '../testing/ask.ts';

const source = firestoreRules('match /news/{item} { allow read; }');
const finding = 'no-open-access /databases/{database}/documents/news/{item} list anonymous';

test('an accepted finding costs nothing, and stands in the report with its reason', () => {
  const report = analyse(source, { acceptances: [{ finding, reason: 'The news are public.', expiresAtMs: Date.parse('2026-03-01') }] });
  expect(report).toMatchObject({ score: 100, findings: [], accepted: [{ finding: { id: finding }, reason: 'The news are public.' }] });
});

test('after its day it counts again, and says so', () => {
  const report = analyse(source, { acceptances: [{ finding, reason: 'The news are public.', expiresAtMs: Date.parse('2026-01-31') }] });
  expect(report).toMatchObject({ score: 95, accepted: [] });
  expect(report.findings[0]?.sentence).toMatch(/It was accepted until 2026-01-30 \("The news are public\."\); that has passed, so it counts again\.$/);
});

test('of several acceptances the longest counts; one of another finding does nothing', () => {
  const accept = (name: string, expires: string) => ({ finding: name, reason: 'known', expiresAtMs: Date.parse(expires) });
  expect(analyse(source, { acceptances: [accept(finding, '2026-01-01'), accept(finding, '2027-01-01')] }).score).toBe(100);
  expect(analyse(source, { acceptances: [accept(finding.replace('list', 'get'), '2027-01-01')] }).score).toBe(95);
});
