import { expect, test } from 'vitest';
import type { ConflictRow } from '../../api/money.ts';
import { conflictView } from './conflict-view.ts';

const units = [{ unit: 'USD', exponent: 2 }];
const base = { id: 'c1', atMs: 0, resolution: 'The first one stands.' };

test('a double spend shows which wish won and which one lost [CON-2, CON-10]', () => {
  const row: ConflictRow = { ...base, type: 'DOUBLE_SPEND', subject: 'user:USD:alice', detail: { key: 'k', payer: 'user:USD:alice', first: { payee: 'user:USD:bob', kind: 'transfer', amountMinor: '500' }, refused: { kind: 'transfer', amountMinor: '700' } } };
  const view = conflictView(row, units);
  expect(view).toMatchObject({ tone: 'degraded', title: 'Double spend', account: { words: 'wallet of alice', href: '/?view=money&account=user%3AUSD%3Aalice' } });
  expect(view.sides).toEqual([
    { label: 'About', facts: [{ label: 'key', value: 'k', href: '/?view=money&find=k' }, { label: 'payer', value: 'user:USD:alice' }] },
    { label: 'Lost: the other wish', facts: [{ label: 'kind', value: 'transfer' }, { label: 'amount', value: '7.00 USD' }] },
    { label: 'Won: the first one', facts: [{ label: 'kind', value: 'transfer' }, { label: 'amount', value: '5.00 USD' }, { label: 'payee', value: 'user:USD:bob' }] },
  ]);
});

test('a balance set back shows what the row said and what its postings say [CON-5, CON-10]', () => {
  const detail = { outcome: 'corrected', before: { balanceMinor: '99999', frozen: false }, after: { balanceMinor: '500', frozen: true } };
  expect(conflictView({ ...base, type: 'BALANCE_INCONSISTENCY', subject: 'user:USD:alice', detail }, units).sides).toEqual([
    { label: 'About', facts: [{ label: 'outcome', value: 'corrected' }] },
    { label: 'Lost: the account row', facts: [{ label: 'balance', value: '999.99 USD' }, { label: 'frozen', value: 'no' }] },
    { label: 'Won: its postings', facts: [{ label: 'balance', value: '5.00 USD' }, { label: 'frozen', value: 'yes' }] },
  ]);
});

test('another amount of a provider is shown beside the one that was booked [CON-5]', () => {
  const [about] = conflictView({ ...base, type: 'BALANCE_INCONSISTENCY', subject: 'clearing:USD:stripe', detail: { provider: 'stripe', stated: '500', booked: '400' } }, units).sides;
  expect(about?.facts.map(({ value }) => value)).toEqual(['stripe', '5.00 USD', '4.00 USD']);
});

test('a race about a payment has no account to lead to, and nothing of it is lost to the reader [CON-6, CON-10]', () => {
  const view = conflictView({ ...base, type: 'PAYMENT_RACE', subject: 'stripe pi_1', detail: { how: 'report-before-answer' } }, units);
  expect(view).toMatchObject({ tone: 'info', subject: 'stripe pi_1', sides: [{ label: 'About', facts: [{ label: 'how', value: 'report-before-answer' }] }], detail: '{\n  "how": "report-before-answer"\n}' });
  expect(view.account).toBeUndefined();
});
