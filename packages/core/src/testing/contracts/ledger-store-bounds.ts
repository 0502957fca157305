import { expect, test } from 'vitest';
import { maxMinor } from '../../ledger/account.ts';
import { alice, bob, carol, hold, type OpenLedgerStore, post, refusal, release, stripe, transfer, withWallets } from './ledger-store-harness.ts';

const dispute = (amountMinor: bigint, key = 'dispute') => transfer({ key, payee: stripe, amountMinor, force: true });

export function boundTests(open: OpenLedgerStore): void {
  test('an account with credit goes down to its floor and not below', async () => {
    const { submit, store } = await withWallets(open);
    await store.open('main', { kind: 'user', unit: 'USD', owner: 'dave', floorMinor: -20n });
    expect(await submit(transfer({ key: 'k1', payer: 'user:USD:dave', amountMinor: 20n }))).toMatchObject({ kind: 'posted' });
    expect(await submit(transfer({ key: 'k2', payer: 'user:USD:dave', amountMinor: 1n }))).toMatchObject(refusal('insufficient-funds'));
  });

  test('an account takes up to its ceiling and not more, by transfer or by post; the answer stays', async () => {
    const { submit, store } = await withWallets(open);
    const dave = 'user:USD:dave';
    await store.open('main', { kind: 'user', unit: 'USD', owner: 'dave', ceilingMinor: 50n });
    await submit(hold({ payee: dave, amountMinor: 20n }));
    expect(await submit(transfer({ key: 'k1', payee: dave, amountMinor: 50n }))).toMatchObject({ kind: 'posted' });
    expect(await submit(transfer({ key: 'k2', payee: dave, amountMinor: 1n }))).toMatchObject(refusal('limit-exceeded'));
    expect(await submit(post())).toMatchObject(refusal('limit-exceeded'));
    await submit(transfer({ key: 'back', payer: dave, payee: alice, amountMinor: 50n }));
    expect(await submit(post())).toMatchObject(refusal('limit-exceeded', { replayed: true }));
    expect(await submit(post({ key: 'again' }))).toMatchObject({ kind: 'posted' });
  });

  test('amounts near 2^63 are exact, and what would not fit is refused [CON-5]', async () => {
    const { submit, store, topUp } = await withWallets(open);
    await topUp(maxMinor - 100n, 'the-rest');
    expect(await store.account('main', alice)).toMatchObject({ balanceMinor: maxMinor });
    expect(await submit(transfer({ key: 'one-more', payer: stripe, payee: alice, amountMinor: 1n }))).toMatchObject(refusal('limit-exceeded'));
    expect(await submit(transfer({ key: 'all', payee: bob, amountMinor: maxMinor }))).toMatchObject({ kind: 'posted' });
    expect(await store.account('main', bob)).toMatchObject({ balanceMinor: maxMinor });
    expect(await submit(transfer({ key: 'last', payer: stripe, payee: alice, amountMinor: 1n }))).toMatchObject({ kind: 'posted' });
    expect(await submit(transfer({ key: 'below', payer: stripe, payee: alice, amountMinor: 1n }))).toMatchObject(refusal('limit-exceeded'));
    expect(await store.account('main', stripe)).toMatchObject({ balanceMinor: -maxMinor - 1n });
  });

  test('what a clearing account holds stays within 2^63', async () => {
    const { submit } = await withWallets(open);
    expect(await submit(hold({ key: 'h1', payer: stripe, payee: alice, amountMinor: maxMinor }))).toMatchObject({ kind: 'posted' });
    expect(await submit(hold({ key: 'h2', payer: stripe, payee: alice, amountMinor: 1n }))).toMatchObject(refusal('limit-exceeded'));
  });

  test('a forced debit may go below the floor, and freezes the account', async () => {
    const { submit, store, balances } = await withWallets(open);
    expect(await submit(dispute(60n, 'covered'))).toMatchObject({ kind: 'posted' });
    expect(await store.account('main', alice)).toMatchObject({ frozen: false });
    expect(await submit(dispute(60n))).toMatchObject({ kind: 'posted' });
    expect(await store.account('main', alice)).toMatchObject({ balanceMinor: -20n, frozen: true });
    expect(await submit(dispute(5n, 'another'))).toMatchObject({ kind: 'posted' });
    expect(await balances()).toEqual(['25', '-25', '0', '0']);
  });

  test('a forced debit that cuts into what is held freezes too: the hold is no longer covered', async () => {
    const { submit, store } = await withWallets(open);
    await submit(hold());
    await submit(dispute(70n));
    expect(await store.account('main', alice)).toMatchObject({ balanceMinor: 30n, heldMinor: 40n, frozen: true });
    expect(await submit(post())).toMatchObject(refusal('account-frozen'));
  });

  test('a frozen account takes credits and lets holds go, but refuses debits, holds and posts; the answers stay', async () => {
    const { submit, store, topUp, balances } = await withWallets(open);
    await submit(hold({ amountMinor: 30n }));
    await submit(hold({ key: 'h2', amountMinor: 30n }));
    await submit(dispute(110n));
    expect(await submit(transfer({ amountMinor: 1n }))).toMatchObject(refusal('account-frozen'));
    expect(await submit(hold({ key: 'h3', amountMinor: 1n }))).toMatchObject(refusal('account-frozen'));
    expect(await submit(post())).toMatchObject(refusal('account-frozen'));
    expect(await submit(release('void'))).toMatchObject({ kind: 'posted' });
    expect(await submit(transfer({ key: 'gift', payer: stripe, payee: alice, amountMinor: 60n }))).toMatchObject({ kind: 'posted' });
    expect(await balances()).toEqual(['-50', '50 (30 held)', '0', '0']);
    expect(await store.release('main', alice)).toBe(true);
    await topUp(10n, 'more');
    expect(await submit(transfer({ amountMinor: 1n }))).toMatchObject(refusal('account-frozen', { replayed: true }));
    expect(await submit(transfer({ key: 'fresh', amountMinor: 1n }))).toMatchObject({ kind: 'posted' });
  });

  test('only a frozen account at or above its floor is released', async () => {
    const { submit, store, topUp } = await withWallets(open);
    expect(await store.release('main', alice)).toBe(false);
    expect(await store.release('main', 'user:USD:nobody')).toBe(false);
    await submit(dispute(130n));
    await topUp(29n, 'almost');
    expect(await store.release('main', alice)).toBe(false);
    await topUp(1n, 'enough');
    expect(await store.release('other', alice)).toBe(false);
    expect(await store.release('main', alice)).toBe(true);
    expect(await store.account('main', alice)).toMatchObject({ balanceMinor: 0n, frozen: false });
  });

  test('a forced debit that is taken back with its group freezes nobody', async () => {
    const { submit, store } = await withWallets(open);
    expect(await submit(dispute(150n), transfer({ key: 'poor', payer: bob, payee: carol }))).toMatchObject(refusal('insufficient-funds', { operation: 1 }));
    expect(await store.account('main', alice)).toMatchObject({ balanceMinor: 100n, frozen: false });
  });
}
