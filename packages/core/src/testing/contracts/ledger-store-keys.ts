import { expect, test } from 'vitest';
import { alice, bob, bookedOne, carol, group, hold, hourMs, type OpenLedgerStore, refusal, stripe, transfer, withWallets } from './ledger-store-harness.ts';

export function keyTests(open: OpenLedgerStore): void {
  test('a hundred concurrent spends of one key move the money once [CON-2]', async () => {
    const { submit, balances, conflicts } = await withWallets(open);
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => submit(transfer())));
    expect(outcomes.filter(({ kind }) => kind === 'posted')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'replayed')).toHaveLength(99);
    expect(new Set(outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [] : outcome.transfers.map(({ seal }) => seal)))).size).toBe(1);
    expect(await balances()).toEqual(['-100', '90', '10', '0']);
    expect(await conflicts.read({ tenant: 'main', limit: 9 })).toMatchObject([{ type: 'DOUBLE_SPEND', subject: 'user:USD:alice', detail: { key: 'k', first: { amountMinor: '10' }, repeat: { amountMinor: '10' } } }]);
  });

  test('a later retry gets the original result, whatever happened since, and is no conflict [CON-2]', async () => {
    const { submit, balances, conflicts } = await withWallets(open);
    const first = bookedOne(await submit(transfer()));
    await submit(transfer({ key: 'rest', amountMinor: 90n }));
    expect(await submit(transfer())).toEqual({ kind: 'replayed', transfers: [first] });
    expect(await balances()).toEqual(['-100', '0', '100', '0']);
    expect(await conflicts.read({ tenant: 'main', limit: 9 })).toEqual([]);
  });

  test('a memo may differ when a key comes back: it is no part of the wish', async () => {
    const { submit } = await withWallets(open);
    const first = bookedOne(await submit(transfer({ memo: { text: 'one', salt: '1'.repeat(32) } })));
    expect(await submit(transfer({ memo: { text: 'two', salt: '2'.repeat(32) } }))).toEqual({ kind: 'replayed', transfers: [first] });
  });

  test.each([
    ['another amount', transfer({ amountMinor: 11n }), { amountMinor: '11' }],
    ['another payee', transfer({ payee: carol }), { payee: carol }],
    ['another kind', hold({ key: 'k', amountMinor: 10n }), { kind: 'hold' }],
  ])('the same key with %s is refused, and both wishes are in the conflict [CON-2]', async (_, other, refused) => {
    const { submit, balances, conflicts } = await withWallets(open);
    await submit(transfer());
    expect(await submit(other)).toMatchObject(refusal('key-reused'));
    expect(await balances()).toEqual(['-100', '90', '10', '0']);
    const [conflict] = await conflicts.read({ tenant: 'main', limit: 9 });
    expect(conflict).toMatchObject({ type: 'DOUBLE_SPEND', detail: { key: 'k', first: { kind: 'transfer', payee: bob, amountMinor: '10' }, refused } });
  });

  test('a hold of another time-out, or of another amount under the same key, is another wish', async () => {
    const { submit } = await withWallets(open);
    await submit(hold());
    expect(await submit(hold({ expiresInMs: hourMs + 1 }))).toMatchObject(refusal('key-reused'));
    expect(await submit(hold({ amountMinor: 41n }))).toMatchObject(refusal('key-reused'));
    expect(await submit(hold())).toMatchObject({ kind: 'replayed' });
  });

  test('the same key with two amounts at once books one of them [CON-2]', async () => {
    const { submit, balances } = await withWallets(open);
    const outcomes = await Promise.all([submit(transfer()), submit(transfer({ amountMinor: 20n }))]);
    expect(outcomes).toMatchObject([{ kind: 'posted' }, refusal('key-reused')]);
    expect(await balances()).toEqual(['-100', '90', '10', '0']);
  });

  test('two payers may use the same key', async () => {
    const { store, submit, topUp } = await withWallets(open);
    await topUp(100n, 'for-bob', bob);
    const mine = bookedOne(await submit(transfer({ key: 'same', payee: carol })));
    const theirs = bookedOne(await submit(transfer({ key: 'same', payer: bob, payee: carol })));
    const { transfers } = await store.underKey({ tenant: 'main', key: 'same', limit: 9 });
    expect(new Set(transfers.map(({ payer }) => payer))).toEqual(new Set([mine.payer, theirs.payer]));
    expect((await store.underKey({ tenant: 'main', key: 'same', limit: 1 })).transfers).toHaveLength(1);
    expect(await store.underKey({ tenant: 'main', key: 'same', payer: bob, limit: 9 })).toEqual({ transfers: [theirs], refusals: [] });
    expect(await store.underKey({ tenant: 'main', key: 'same', payer: carol, limit: 9 })).toEqual({ transfers: [], refusals: [] });
  });

  test('what is found under a key that was refused is the refusal', async () => {
    const { store, submit } = await withWallets(open);
    await submit(transfer({ key: 'same', amountMinor: 500n }));
    const refused = { tenant: 'main', payer: alice, key: 'same', code: 'insufficient-funds', detail: expect.stringContaining('500 is asked for') };
    for (const payer of [{}, { payer: alice }]) expect(await store.underKey({ tenant: 'main', key: 'same', limit: 9, ...payer })).toMatchObject({ transfers: [], refusals: [refused] });
    expect(await store.underKey({ tenant: 'main', key: 'same', payer: bob, limit: 9 })).toEqual({ transfers: [], refusals: [] });
  });

  test('what was refused for lack of funds stays refused after a top-up, the same each time [CON-2]', async () => {
    const { submit, topUp, balances } = await withWallets(open);
    const first = await submit(transfer({ amountMinor: 500n }));
    expect(first).toMatchObject(refusal('insufficient-funds'));
    await topUp(1000n, 'later');
    expect(await submit(transfer({ amountMinor: 500n }))).toEqual({ ...first, replayed: true });
    expect(await submit(transfer({ amountMinor: 500n }))).toEqual({ ...first, replayed: true });
    expect(await submit(transfer({ amountMinor: 5n }))).toMatchObject(refusal('key-reused'));
    expect(await submit(transfer({ amountMinor: 500n, key: 'new' }))).toMatchObject({ kind: 'posted' });
    expect(await balances()).toEqual(['-1100', '600', '500', '0']);
  });

  test('what was refused for a reason that is no matter of balances may come back', async () => {
    const { submit, store } = await withWallets(open);
    expect(await submit(transfer({ payee: 'user:USD:dave' }))).toMatchObject(refusal('unknown-account'));
    await store.open('main', { kind: 'user', unit: 'USD', owner: 'dave' });
    expect(await submit(transfer({ payee: 'user:USD:dave' }))).toMatchObject({ kind: 'posted' });
  });

  test('a forced debit and its plain retry are one wish', async () => {
    const { submit } = await withWallets(open);
    const first = bookedOne(await submit(transfer({ payee: stripe, force: true })));
    expect(await submit(transfer({ payee: stripe }))).toEqual({ kind: 'replayed', transfers: [first] });
  });

  test('tenants do not share keys', async () => {
    const { store, submit } = await withWallets(open);
    await submit(transfer());
    await store.open('other', { kind: 'user', unit: 'USD', owner: 'alice', floorMinor: -50n });
    await store.open('other', { kind: 'user', unit: 'USD', owner: 'bob' });
    expect(await store.submit({ ...group(transfer({ amountMinor: 20n })), tenant: 'other' })).toMatchObject({ kind: 'posted' });
    expect(await store.account('main', bob)).toMatchObject({ balanceMinor: 10n });
    expect(await store.account('other', bob)).toMatchObject({ balanceMinor: 20n });
  });
}
