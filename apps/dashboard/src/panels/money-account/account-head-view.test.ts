import { expect, test } from 'vitest';
import type { ConflictRow } from '../../api/conflicts.ts';
import type { AccountState } from '../../api/money.ts';
import { accountHeadView } from './account-head-view.ts';

const units = [{ unit: 'USD', exponent: 2 }];
const alice: AccountState = { id: 'user:USD:alice', unit: 'USD', balance: '150000', held: '2000', available: '148000', floor: '0', postings: 1_203, frozen: false };
const nothing = { conflict: undefined, event: undefined };
const conflict: ConflictRow = { id: 'c', atMs: 2_000, type: 'BALANCE_INCONSISTENCY', subject: 'user:USD:alice', resolution: 'It was set back.', detail: {} };

test('what may be spent stands first, and what it is made of beside it', () => {
  const view = accountHeadView({ account: alice, units }, nothing);
  expect(view).toMatchObject({ name: 'Wallet of alice', main: { label: 'Available', amount: { text: '1,480.00', unit: 'USD' } } });
  expect(view.figures).toEqual([{ label: 'Balance', value: '1,500.00' }, { label: 'Held', value: '20.00' }, { label: 'Floor', value: '0.00' }, { label: 'Postings', value: '1,203' }]);
  expect(view.frozen).toBeUndefined();
});

test('an account without a bound has a balance and nothing to be available', () => {
  const { available: _, floor: __, ...unbounded } = alice;
  const view = accountHeadView({ account: { ...unbounded, balance: '-5' }, units }, nothing);
  expect(view.main).toEqual({ label: 'Balance', amount: { text: '−0.05', unit: 'USD' } });
  expect(view.figures.map(({ label }) => label)).toEqual(['Held', 'Postings']);
});

test('a frozen account says why: the later of what was found and what happened', () => {
  const why = (facts: Parameters<typeof accountHeadView>[1]) => accountHeadView({ account: { ...alice, frozen: true }, units }, facts).frozen?.why;
  expect(why({ conflict, event: undefined })).toMatch(/: It was set back\.$/);
  expect(why({ conflict, event: { atMs: 3_000, reason: 'A dispute took it below its floor.' } })).toMatch(/: A dispute took it below its floor\.$/);
  expect(why(nothing)).toContain('ACCOUNT_FROZEN');
});
