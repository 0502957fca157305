import { expect, test } from 'vitest';
import type { Posting } from '../../ledger/transfer.ts';
import { alice, bob, hold, type OpenLedgerStore, post, stripe, transfer, withWallets } from './ledger-store-harness.ts';

const memo = { text: 'for the song', salt: 'a'.repeat(32) };
const shown = ({ transfer: { kind }, side, changeMinor, leg }: Posting) => `${leg.posting} ${kind} ${side} ${changeMinor} -> ${leg.balanceMinor}`;

export function historyTests(open: OpenLedgerStore): void {
  test('the statement of an account has every posting, newest first, with what it was afterwards [CON-8]', async () => {
    const { submit, store } = await withWallets(open);
    await submit(transfer());
    await submit(hold());
    await submit(post({ amountMinor: 15n }));
    const postings = await store.postings({ tenant: 'main', account: alice, limit: 9 });
    expect(postings.map(shown)).toEqual(['4 post debit -15 -> 75', '3 hold debit 0 -> 90', '2 transfer debit -10 -> 90', '1 transfer credit 100 -> 100']);
    expect((await store.postings({ tenant: 'main', account: bob, limit: 9 })).map(shown)).toEqual(['2 post credit 15 -> 25', '1 transfer credit 10 -> 10']);
  });

  test('a statement is read page by page without a gap or a repeat, whatever is booked meanwhile', async () => {
    const { submit, store } = await withWallets(open);
    for (const key of ['k1', 'k2', 'k3', 'k4']) await submit(transfer({ key, amountMinor: 1n }));
    const page = async (beforePosting?: number) => (await store.postings({ tenant: 'main', account: alice, limit: 2, ...(beforePosting !== undefined && { beforePosting }) })).map(({ leg }) => leg.posting);
    expect(await page()).toEqual([5, 4]);
    await submit(transfer({ key: 'meanwhile', amountMinor: 1n }));
    expect(await page(4)).toEqual([3, 2]);
    expect(await page(2)).toEqual([1]);
    expect(await page(1)).toEqual([]);
  });

  test('an erased memo is gone for both sides, and nothing else of the transfer is', async () => {
    const { submit, store } = await withWallets(open);
    await submit(transfer({ memo }));
    const before = await store.transfer('main', alice, 'k');
    expect(before).toMatchObject({ memo });
    expect(await store.eraseMemos('other', bob)).toBe(0);
    expect(await store.eraseMemos('main', stripe)).toBe(0);
    expect(await store.eraseMemos('main', bob)).toBe(1);
    expect(await store.eraseMemos('main', bob)).toBe(0);
    expect(await store.transfer('main', alice, 'k')).toEqual({ ...before, memo: undefined });
  });

  test('a key whose memo was erased still gets its result', async () => {
    const { submit, store } = await withWallets(open);
    await submit(transfer({ memo }));
    await store.eraseMemos('main', alice);
    expect(await submit(transfer({ memo }))).toMatchObject({ kind: 'replayed', transfers: [{ key: 'k', memo: undefined }] });
  });
}
