import { expect, test } from 'vitest';
import { maxMinor } from '../../ledger/account.ts';
import { alice, bob, booked, bookedOne, carol, type OpenLedgerStore, refusal, transfer, withWallets } from './ledger-store-harness.ts';

export function transferTests(open: OpenLedgerStore): void {
  test('both legs say what each account was afterwards, in one row [CON-8]', async () => {
    const { submit, store, balances } = await withWallets(open);
    const [moved] = booked(await submit(transfer({ amountMinor: 30n, memo: { text: 'thanks', salt: '0123456789abcdef'.repeat(2) } })));
    expect(moved).toMatchObject({
      tenant: 'main', payer: alice, payee: bob, key: 'k', kind: 'transfer', unit: 'USD', amountMinor: 30n,
      holdKey: undefined, expiresAtMs: undefined, linkedKey: undefined,
      payerLeg: { posting: 2, balanceMinor: 70n, heldMinor: 0n }, payeeLeg: { posting: 1, balanceMinor: 30n, heldMinor: 0n },
      memo: { text: 'thanks', salt: '0123456789abcdef'.repeat(2) },
    });
    expect(await store.transfer('main', alice, 'k')).toEqual(moved);
    expect(await store.account('main', alice)).toMatchObject({ balanceMinor: 70n, postings: 2 });
    expect(await balances()).toEqual(['-100', '70', '30', '0']);
  });

  test('payments that arrive together are booked one after another, and none is lost [CON-8]', async () => {
    const { submit, balances } = await withWallets(open);
    const outcomes = await Promise.all(Array.from({ length: 60 }, (_, i) => submit(transfer({ key: `k${i}`, amountMinor: 2n }))));
    expect(outcomes.filter(({ kind }) => kind === 'posted')).toHaveLength(50);
    expect(outcomes.filter((outcome) => outcome.kind === 'refused' && outcome.code === 'insufficient-funds')).toHaveLength(10);
    expect(await balances()).toEqual(['-100', '0', '100', '0']);
  });

  test('opposite payments of many people at once sum to nothing', async () => {
    const { submit, topUp, balances } = await withWallets(open);
    await topUp(100n, 'for-bob', bob);
    await topUp(100n, 'for-carol', carol);
    const people = [alice, bob, carol];
    const outcomes = await Promise.all(Array.from({ length: 90 }, (_, i) => submit(transfer({ key: `k${i}`, payer: people[i % 3] ?? '', payee: people[(i + 1) % 3] ?? '', amountMinor: 3n }))));
    expect(outcomes.every(({ kind }) => kind === 'posted')).toBe(true);
    expect(await balances()).toEqual(['-300', '100', '100', '100']);
  });

  test.each([
    ['zero', 0n], ['negative', -1n], ['2^63', maxMinor + 1n], ['far beyond', 10n ** 40n],
  ])('an amount of %s is refused, and its neighbours are unharmed', async (_, amountMinor) => {
    const { submit, balances } = await withWallets(open);
    const [bad, good] = await Promise.all([submit(transfer({ key: 'bad', amountMinor })), submit(transfer({ key: 'good' }))]);
    expect(bad).toMatchObject(refusal('invalid-operation'));
    expect(good).toMatchObject({ kind: 'posted' });
    expect(await balances()).toEqual(['-100', '90', '10', '0']);
  });

  test.each([
    ['an empty key', { key: '' }], ['a key of 201 characters', { key: 'k'.repeat(201) }], ['a key with a space', { key: 'a b' }], ['a key with a NUL', { key: 'a\0b' }], ['a key in Cyrillic', { key: 'ключ' }],
    ['one account as payer and payee', { payee: alice }],
    ['a memo with a NUL', { memo: { text: 'a\0b', salt: '0'.repeat(32) } }], ['an empty memo', { memo: { text: '', salt: '0'.repeat(32) } }], ['a memo with a bad salt', { memo: { text: 'a', salt: 'salt' } }],
  ])('%s is refused, and its neighbours are unharmed', async (_, fields) => {
    const { submit, balances } = await withWallets(open);
    const [bad, good] = await Promise.all([submit(transfer(fields)), submit(transfer({ key: 'good' }))]);
    expect(bad).toMatchObject(refusal('invalid-operation'));
    expect(good).toMatchObject({ kind: 'posted' });
    expect(await balances()).toEqual(['-100', '90', '10', '0']);
  });

  test.each(['user:USD:nobody', 'nobody', '', 'user:USD:\0', 'user:USD:no body'])('there is no account "%s", as payer or as payee', async (id) => {
    const { submit, balances } = await withWallets(open);
    expect(await submit(transfer({ payer: id }))).toMatchObject(refusal('unknown-account'));
    expect(await submit(transfer({ payee: id }))).toMatchObject(refusal('unknown-account'));
    expect(await balances()).toEqual(['-100', '100', '0', '0']);
  });

  test('accounts of two units do not pay each other', async () => {
    const { submit, store } = await withWallets(open);
    await store.open('main', { kind: 'user', unit: 'EUR', owner: 'bob' });
    expect(await submit(transfer({ payee: 'user:EUR:bob' }))).toMatchObject(refusal('unit-mismatch'));
  });

  test('the longest key and the longest owner are taken, and signs that quoting could trip over', async () => {
    const { submit, store, topUp } = await withWallets(open);
    const strange = `user:USD:${String.raw`{"a",\b'%_$1;--}`}`.padEnd(9 + 128, '~');
    await store.open('main', { kind: 'user', unit: 'USD', owner: strange.slice(9) });
    await topUp(5n, 'strange', strange);
    const key = String.raw`"k',\{}%_NULL`.padEnd(200, '!');
    const moved = bookedOne(await submit(transfer({ payer: strange, key, amountMinor: 5n })));
    expect(await store.transfer('main', strange, key)).toEqual(moved);
    expect(moved).toMatchObject({ payer: strange, key });
  });

  test('money leaves a clearing account without a bound, and the sum stays zero [CON-5]', async () => {
    const { topUp, balances } = await withWallets(open);
    await topUp(900n, 'second');
    expect(await balances()).toEqual(['-1000', '1000', '0', '0']);
  });
}
