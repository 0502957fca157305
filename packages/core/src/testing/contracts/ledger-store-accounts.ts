import { expect, test } from 'vitest';
import { maxMinor } from '../../ledger/account.ts';
import { alice, group, type OpenLedgerStore, refusal, transfer, withWallets } from './ledger-store-harness.ts';

const wallet = (owner: string) => ({ kind: 'user', unit: 'USD', owner }) as const;

export function accountTests(open: OpenLedgerStore): void {
  test('a new account is empty, without credit, and clearing has no bound', async () => {
    const { store } = await open();
    expect(await store.open('main', wallet('alice'))).toEqual({
      tenant: 'main', id: 'user:USD:alice', unit: 'USD', balanceMinor: 0n, heldMinor: 0n, floorMinor: 0n, ceilingMinor: undefined, postings: 0, frozen: false,
    });
    expect(await store.open('main', { kind: 'house', unit: 'USD', owner: 'spend' })).toMatchObject({ floorMinor: 0n });
    expect(await store.open('main', { kind: 'clearing', unit: 'USD', owner: 'stripe' })).toMatchObject({ floorMinor: undefined });
    expect(await store.account('main', 'user:USD:nobody')).toBeUndefined();
  });

  test('opening again, or many at once, answers the account as it is', async () => {
    const { store } = await withWallets(open);
    expect(await store.open('main', { ...wallet('alice'), floorMinor: -50n })).toMatchObject({ balanceMinor: 100n, floorMinor: 0n });
    const opened = await Promise.all(Array.from({ length: 8 }, () => store.open('main', wallet('dave'))));
    expect(new Set(opened.map(({ id }) => id))).toEqual(new Set(['user:USD:dave']));
  });

  test('keeps the bounds it was opened with', async () => {
    const { store } = await open();
    await store.open('main', { ...wallet('alice'), floorMinor: -maxMinor - 1n, ceilingMinor: maxMinor });
    expect(await store.account('main', alice)).toMatchObject({ floorMinor: -maxMinor - 1n, ceilingMinor: maxMinor });
  });

  test('a tenant that does not exist, and a name or bound that no account can have, are refused', async () => {
    const { store } = await open();
    await expect(store.open('nobody', wallet('alice'))).rejects.toMatchObject({ problem: 'not-found' });
    await expect(store.open('main', wallet('two words'))).rejects.toThrow(RangeError);
    await expect(store.open('main', { ...wallet('alice'), floorMinor: 1n })).rejects.toThrow(RangeError);
    await expect(store.open('main', { ...wallet('alice'), ceilingMinor: -1n })).rejects.toThrow(RangeError);
  });

  test('accounts are listed by id, by prefix and page by page', async () => {
    const { store } = await withWallets(open);
    await store.open('main', { kind: 'user', unit: 'EUR', owner: 'alice' });
    const page = (prefix: string, limit: number, afterId?: string) => store.accounts({ tenant: 'main', prefix, limit, ...(afterId !== undefined && { afterId }) });
    expect((await page('', 9)).map(({ id }) => id)).toEqual(['clearing:USD:stripe', 'user:EUR:alice', 'user:USD:alice', 'user:USD:bob', 'user:USD:carol']);
    expect((await page('user:USD:', 2)).map(({ id }) => id)).toEqual(['user:USD:alice', 'user:USD:bob']);
    expect((await page('user:USD:', 2, 'user:USD:bob')).map(({ id }) => id)).toEqual(['user:USD:carol']);
  });

  test('a prefix means what it says, also with signs that a pattern would read otherwise', async () => {
    const { store } = await open();
    for (const owner of ['a%b', 'axb', 'a_b', 'a\\b']) await store.open('main', wallet(owner));
    const named = async (prefix: string) => (await store.accounts({ tenant: 'main', prefix, limit: 9 })).map(({ id }) => id);
    expect(await named('user:USD:a%')).toEqual(['user:USD:a%b']);
    expect(await named('user:USD:a_')).toEqual(['user:USD:a_b']);
    expect(await named('user:USD:a\\')).toEqual(['user:USD:a\\b']);
  });

  test('one tenant has neither the accounts nor the keys of another', async () => {
    const { store, submit } = await withWallets(open);
    await submit(transfer());
    expect(await store.account('other', alice)).toBeUndefined();
    expect(await store.accounts({ tenant: 'other', prefix: '', limit: 9 })).toEqual([]);
    expect(await store.transfer('other', alice, 'k')).toBeUndefined();
    expect(await store.underKey({ tenant: 'other', key: 'k', limit: 9 })).toEqual({ transfers: [], refusals: [] });
    expect(await store.postings({ tenant: 'other', account: alice, limit: 9 })).toEqual([]);
    expect(await store.submit({ ...group(transfer()), tenant: 'other' })).toMatchObject(refusal('unknown-account'));
  });
}
