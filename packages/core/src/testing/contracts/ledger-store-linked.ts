import { expect, test } from 'vitest';
import { maxLinked, type Operation } from '../../ledger/operation.ts';
import { alice, bob, booked, carol, hold, type OpenLedgerStore, post, refusal, release, transfer, withWallets } from './ledger-store-harness.ts';

export function linkedTests(open: OpenLedgerStore): void {
  test('linked operations happen together, each on what the ones before it left', async () => {
    const { submit, balances } = await withWallets(open);
    const transfers = booked(await submit(transfer({ key: 'a', amountMinor: 100n }), transfer({ key: 'b', payer: bob, payee: carol, amountMinor: 70n })));
    expect(transfers.map(({ key, linkedKey }) => [key, linkedKey])).toEqual([['a', 'a'], ['b', 'a']]);
    expect(await balances()).toEqual(['-100', '0', '30', '70']);
  });

  test('one that is refused takes all of them back, and says which it was', async () => {
    const { submit, store, balances, topUp } = await withWallets(open);
    const wish: [Operation, Operation, Operation] = [transfer({ key: 'a' }), hold({ key: 'b' }), transfer({ key: 'c', payer: bob, payee: carol, amountMinor: 11n })];
    const first = await submit(...wish);
    expect(first).toMatchObject(refusal('insufficient-funds', { operation: 2 }));
    expect(await balances()).toEqual(['-100', '100', '0', '0']);
    expect(await store.account('main', alice)).toMatchObject({ postings: 1 });
    expect(await store.transfer('main', alice, 'a')).toBeUndefined();
    expect(await store.openHolds({ tenant: 'main', payer: alice, limit: 9 })).toEqual([]);
    await topUp(50n, 'for-bob', bob);
    expect(await submit(...wish)).toEqual({ ...first, replayed: true });
    expect(await submit(transfer({ key: 'a' }))).toMatchObject(refusal('key-reused'));
  });

  test('a refused group is no obstacle for what arrives with it', async () => {
    const { submit, balances, store } = await withWallets(open);
    await submit(hold({ key: 'old', amountMinor: 5n }));
    const outcomes = await Promise.all([
      submit(transfer({ key: 'x1' })),
      submit(post({ key: 'x2', holdKey: 'old' }), hold({ key: 'x3', amountMinor: 20n }), transfer({ key: 'x4', amountMinor: 500n })),
      submit(post({ key: 'x5', holdKey: 'old' })),
      submit(post({ key: 'x6', holdKey: 'x3' })),
    ]);
    expect(outcomes).toMatchObject([{ kind: 'posted' }, refusal('insufficient-funds', { operation: 2 }), { kind: 'posted' }, refusal('unknown-hold')]);
    expect(await balances()).toEqual(['-100', '85', '15', '0']);
    expect(await store.postings({ tenant: 'main', account: alice, limit: 9 })).toHaveLength(4);
  });

  test('a group that comes back gets its transfers; a member alone, or another order, is another wish [CON-2]', async () => {
    const { submit } = await withWallets(open);
    const [a, b] = [transfer({ key: 'a' }), transfer({ key: 'b' })];
    const transfers = booked(await submit(a, b));
    expect(await submit(a, b)).toEqual({ kind: 'replayed', transfers });
    expect(await submit(a)).toMatchObject(refusal('key-reused'));
    expect(await submit(b)).toMatchObject(refusal('key-reused'));
    expect(await submit(b, a)).toMatchObject(refusal('key-reused'));
    expect(await submit(transfer({ key: 'new' }), b)).toMatchObject(refusal('key-reused', { operation: 1 }));
    expect(await submit(transfer({ key: 'new' }))).toMatchObject({ kind: 'posted' });
  });

  test('a hold and its post may be linked, and a hold may be traded for another', async () => {
    const { submit, balances } = await withWallets(open);
    expect(booked(await submit(hold(), post({ amountMinor: 25n })))).toHaveLength(2);
    await submit(hold({ key: 'old', amountMinor: 70n }));
    expect(booked(await submit(release('void', { key: 'v', holdKey: 'old' }), hold({ key: 'new', amountMinor: 75n })))).toHaveLength(2);
    expect(await balances()).toEqual(['-100', '75 (75 held)', '25', '0']);
  });

  test('a hold resolved twice in one group takes the group back', async () => {
    const { submit, balances } = await withWallets(open);
    await submit(hold());
    expect(await submit(post(), release('void'))).toMatchObject(refusal('hold-resolved', { operation: 1 }));
    expect(await submit(post())).toMatchObject({ kind: 'posted' });
    expect(await balances()).toEqual(['-100', '60', '40', '0']);
  });

  test('the same key twice in one group, and more operations than may be linked, are refused', async () => {
    const { submit } = await withWallets(open);
    expect(await submit(transfer(), transfer({ amountMinor: 1n }))).toMatchObject(refusal('invalid-operation', { operation: 1 }));
    const many = (count: number) => Array.from({ length: count }, (_, i) => transfer({ key: `m${i}`, amountMinor: 1n })) as [Operation, ...Operation[]];
    expect(await submit(...many(maxLinked + 1))).toMatchObject(refusal('invalid-operation'));
    expect(await submit(...many(maxLinked))).toMatchObject({ kind: 'posted' });
  });

  test('an account that is not there is said before anything is looked at that could change [CON-2]', async () => {
    const { submit, store } = await withWallets(open);
    const wish = [transfer({ key: 'a', amountMinor: 500n }), transfer({ key: 'b', payee: 'user:USD:nobody' })] as const;
    expect(await submit(...wish)).toMatchObject(refusal('unknown-account', { operation: 1 }));
    await store.open('main', { kind: 'user', unit: 'USD', owner: 'nobody' });
    expect(await submit(...wish)).toMatchObject(refusal('insufficient-funds'));
  });
}
