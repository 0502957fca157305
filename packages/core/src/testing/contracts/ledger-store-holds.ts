import { expect, test } from 'vitest';
import { alice, bob, bookedOne, carol, hold, type OpenLedgerStore, post, refusal, release, transfer, withWallets } from './ledger-store-harness.ts';

export function holdTests(open: OpenLedgerStore): void {
  test('what is held is not available, and still there [CON-8]', async () => {
    const { submit, store, balances } = await withWallets(open);
    const held = bookedOne(await submit(hold()));
    expect(held).toMatchObject({ kind: 'hold', payee: bob, amountMinor: 40n, payerLeg: { posting: 2, balanceMinor: 100n, heldMinor: 40n }, payeeLeg: undefined });
    expect(Number(held.expiresAtMs) - held.atMs).toBe(3_600_000);
    expect(await submit(transfer({ amountMinor: 61n }))).toMatchObject(refusal('insufficient-funds'));
    expect(await submit(hold({ key: 'h2', amountMinor: 61n }))).toMatchObject(refusal('insufficient-funds'));
    expect(await submit(transfer({ key: 'fits', amountMinor: 60n }))).toMatchObject({ kind: 'posted' });
    expect(await balances()).toEqual(['-100', '40 (40 held)', '60', '0']);
    expect(await store.account('main', alice)).toMatchObject({ postings: 3 });
  });

  test('posting moves what was held [CON-8]', async () => {
    const { submit, balances } = await withWallets(open);
    await submit(hold());
    expect(bookedOne(await submit(post()))).toMatchObject({
      kind: 'post', holdKey: 'h', payee: bob, amountMinor: 40n, expiresAtMs: undefined,
      payerLeg: { posting: 3, balanceMinor: 60n, heldMinor: 0n }, payeeLeg: { posting: 1, balanceMinor: 40n },
    });
    expect(await balances()).toEqual(['-100', '60', '40', '0']);
  });

  test('posting a part lets the rest go, and more than was held is refused', async () => {
    const { submit, balances } = await withWallets(open);
    await submit(hold());
    expect(await submit(post({ key: 'too-much', amountMinor: 41n }))).toMatchObject(refusal('invalid-operation'));
    expect(await submit(post({ amountMinor: 15n }))).toMatchObject({ kind: 'posted' });
    expect(await balances()).toEqual(['-100', '85', '15', '0']);
  });

  test('voiding lets all of it go', async () => {
    const { submit, balances } = await withWallets(open);
    await submit(hold());
    expect(bookedOne(await submit(release('void')))).toMatchObject({ kind: 'void', holdKey: 'h', amountMinor: 40n, payeeLeg: undefined, payerLeg: { heldMinor: 0n } });
    expect(await balances()).toEqual(['-100', '100', '0', '0']);
  });

  test('a hold is resolved once: later wishes hear how it was, and a retry of the first gets its result', async () => {
    const { submit, balances } = await withWallets(open);
    await submit(hold());
    const first = bookedOne(await submit(post()));
    const late = await submit(release('void'));
    expect(late).toMatchObject(refusal('hold-resolved'));
    expect(late.kind === 'refused' && late.detail).toBe(`The hold "h" was posted under the key "p" at ${new Date(first.atMs).toISOString()}.`);
    expect(await submit(post({ key: 'p2' }))).toMatchObject(refusal('hold-resolved'));
    expect(await submit(post())).toEqual({ kind: 'replayed', transfers: [first] });
    expect(await balances()).toEqual(['-100', '60', '40', '0']);
  });

  test('of many who resolve a hold at once, one does [CON-6]', async () => {
    const { submit, balances } = await withWallets(open);
    await submit(hold());
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => submit(i % 2 === 0 ? post({ key: `p${i}` }) : release('void', { key: `v${i}` }))));
    expect(outcomes.filter(({ kind }) => kind === 'posted')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'refused' && outcome.code === 'hold-resolved')).toHaveLength(19);
    expect(['-100 60 40 0', '-100 100 0 0']).toContain((await balances()).join(' '));
  });

  test('a hold of somebody else, of another kind or of no one is unknown', async () => {
    const { submit } = await withWallets(open);
    await submit(hold());
    await submit(transfer());
    expect(await submit(post({ holdKey: 'nothing' }))).toMatchObject(refusal('unknown-hold'));
    expect(await submit(post({ holdKey: 'k' }))).toMatchObject(refusal('unknown-hold'));
    expect(await submit(post({ payer: bob }))).toMatchObject(refusal('unknown-hold'));
    expect(await submit(post({ payer: 'user:USD:nobody' }))).toMatchObject(refusal('unknown-account'));
    expect(await submit(post({ holdKey: 'a b' }))).toMatchObject(refusal('invalid-operation'));
  });

  test('a hold and its post that arrive together both happen', async () => {
    const { submit, balances } = await withWallets(open);
    const outcomes = await Promise.all([submit(hold({ payee: carol })), submit(post())]);
    expect(outcomes).toMatchObject([{ kind: 'posted' }, { kind: 'posted' }]);
    expect(await balances()).toEqual(['-100', '60', '0', '40']);
  });

  test('open holds are listed until they are resolved, the next to time out first', async () => {
    const { submit, store } = await withWallets(open);
    await submit(hold({ key: 'late', amountMinor: 1n, expiresInMs: 9_000_000 }));
    await submit(hold({ key: 'soon', amountMinor: 2n, expiresInMs: 7_000_000 }));
    await submit(hold({ key: 'done', amountMinor: 3n, expiresInMs: 5_000_000 }));
    await submit(post({ holdKey: 'done' }));
    const openHolds = async (payer: string, limit: number) => (await store.openHolds({ tenant: 'main', payer, limit })).map(({ hold: { key, expiresAtMs }, expiresAtMs: atMs }) => [key, expiresAtMs === atMs]);
    expect(await openHolds(alice, 9)).toEqual([['soon', true], ['late', true]]);
    expect(await openHolds(alice, 1)).toEqual([['soon', true]]);
    expect(await openHolds(bob, 9)).toEqual([]);
  });
}
