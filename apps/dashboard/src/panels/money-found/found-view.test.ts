import { expect, test } from 'vitest';
import type { TransferRow } from '../../api/money.ts';
import { foundView } from './found-view.ts';

const units = [{ unit: 'USD', exponent: 2 }];
const paid: TransferRow = {
  key: 'order-17', kind: 'transfer', payer: 'user:USD:alice', payee: 'user:USD:bob', unit: 'USD', amount: '500', memo: 'thanks',
  payerLeg: { posting: 2, balance: '1500', held: '0' }, payeeLeg: { posting: 1, balance: '500', held: '0' }, lane: 7, seq: 12, seal: 'ab12', atMs: 0,
};

test('a key shows both legs with what each account was afterwards, its place and its seal [CON-8]', () => {
  const [view] = foundView('order-17', { units, transfers: [paid], refusals: [], accounts: [] }).transfers;
  expect(view).toMatchObject({ title: '5.00 USD moved', memo: 'thanks', facts: [{ label: 'Lane', value: '7, place 12' }, { label: 'Seal', value: 'ab12' }] });
  expect(view?.legs.map(({ side, account, posting, change, balance }) => [side, account.name, posting, change, balance])).toEqual([
    ['Payer', 'alice', '#2', '−5.00', '15.00 USD'], ['Payee', 'bob', '#1', '+5.00', '5.00 USD'],
  ]);
});

test('the page says what sending the key again would do [CON-2]', () => {
  expect(foundView('order-17', { units, transfers: [paid], refusals: [], accounts: [] }).replay).toContain('moves nothing');
  expect(foundView('order-17', { units, transfers: [paid, { ...paid, payer: 'user:USD:carol' }], refusals: [], accounts: [] }).replay).toContain('other payers used the same one');
  expect(foundView('alice', { units, transfers: [], refusals: [], accounts: [] }).replay).toBeUndefined();
});

test('one box: what was typed is said to be a key, a name, both or nothing', () => {
  const account = { id: 'user:USD:order-17', unit: 'USD', balance: '0', held: '0', postings: 0, frozen: false };
  const headline = (transfers: TransferRow[], accounts: (typeof account)[]) => foundView('order-17', { units, transfers, refusals: [], accounts }).headline;
  expect(headline([paid], [])).toBe('“order-17”: 1 transfer under this key.');
  expect(headline([paid], [account])).toBe('“order-17”: 1 transfer under this key, and 1 account whose name begins so.');
  expect(headline([], [])).toBe('Nothing is named “order-17”.');
});

test('a key that was refused shows the refusal, who was to pay, and that it stays so [CON-2]', () => {
  const refused = { key: 'order-18', payer: 'user:USD:alice', code: 'insufficient-funds', detail: 'user:USD:alice has 5 available.', atMs: 0 };
  const view = foundView('order-18', { units, transfers: [], refusals: [refused], accounts: [] });
  expect(view).toMatchObject({ headline: '“order-18”: 1 refusal kept under this key.', replay: expect.stringContaining('nothing ever will'), refusals: [{ title: 'Refused: insufficient-funds', detail: refused.detail, payer: { words: 'wallet of alice' } }] });
});

test('a hold has one leg, and names whom it is for and when it times out', () => {
  const { payeeLeg: _, ...rest } = paid;
  const [view] = foundView('order-17', { units, transfers: [{ ...rest, kind: 'hold', linkedKey: 'cart-1', expiresAtMs: 60_000 }], refusals: [], accounts: [] }).transfers;
  expect(view?.title).toBe('5.00 USD held');
  expect(view?.legs.map(({ change }) => change)).toEqual(['0.00']);
  expect(view?.facts.map(({ label, href }) => [label, href])).toEqual([['For', '/?view=money&account=user%3AUSD%3Abob'], ['All or nothing with', '/?view=money&find=cart-1'], ['Times out', undefined], ['Lane', undefined], ['Seal', undefined]]);
});
