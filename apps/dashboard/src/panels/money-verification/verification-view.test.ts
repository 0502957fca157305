import { expect, test } from 'vitest';
import type { VerificationRun } from '../../api/money.ts';
import { verificationView } from './verification-view.ts';

const units = [{ unit: 'USD', exponent: 2 }];
const clean: VerificationRun = { id: 'v1', atMs: 0, tookMs: 1_240, clean: true, transfers: 1_200, accounts: 1, sums: [{ unit: 'USD', sumMinor: '0' }], problems: [], problemCount: 0 };

test('a clean walk says what was read, how long it took and when [CON-8]', () => {
  expect(verificationView(clean, units, 300_000)).toMatchObject({
    tone: 'healthy', headline: 'The books balance', facts: '1,200 transfers and 1 account added and hashed again in 1.24 s', ago: '5 min ago', sums: [], problems: [], more: 0,
  });
});

test('a problem says where it is, what is wrong and what to do; the rest is counted [CON-8]', () => {
  const seal = { kind: 'seal', place: { lane: 3, seq: 17, payer: 'user:USD:alice', key: 'k' }, detail: 'The seal does not fit.', remedy: 'Compare it with a backup.' } as const;
  const broken = { ...clean, clean: false, sums: [{ unit: 'USD', sumMinor: '-500' }], problems: [seal], problemCount: 101 };
  const view = verificationView(broken, units, 0);
  expect(view).toMatchObject({ tone: 'critical', headline: '101 problems found', more: 100, sums: ['All balances of USD together make −5.00 USD instead of nothing.'] });
  expect(view.problems[0]).toMatchObject({ place: 'lane 3 · place 17 · payer user:USD:alice · key k', detail: 'The seal does not fit.', remedy: 'Compare it with a backup.' });
});
