import { expect, test } from 'vitest';
import type { AccountState, HoldRow } from '../../api/money.ts';
import { holdViews } from './holds-view.ts';

const account: AccountState = { id: 'user:USD:alice', unit: 'USD', balance: '0', held: '0', postings: 0, frozen: false };
const hold: HoldRow = { key: 'h', payee: 'house:USD:spend', amount: '2000', placedAtMs: 0, expiresAtMs: 300_000 };

test('a hold says for whom, how much and how long it stays', () => {
  const left = (nowMs: number) => holdViews({ account, holds: [hold], units: [{ unit: 'USD', exponent: 2 }] }, nowMs);
  expect(left(60_000)).toMatchObject([{ payee: { words: 'house account spend' }, amount: '20.00 USD', left: '4 min left', keyHref: '/?view=money&find=user%3AUSD%3Aalice+h' }]);
  expect(left(300_000)[0]?.left).toBe('its time is over, it is being let go');
});
