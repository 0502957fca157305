import { expect, test } from 'vitest';
import { genesisSeal, memoDigestOf, sealOf } from '../../ledger/seal.ts';
import type { Transfer } from '../../ledger/transfer.ts';
import { alice, booked, bookedOne, hold, type OpenLedgerStore, post, transfer, withWallets } from './ledger-store-harness.ts';

export function sealTests(open: OpenLedgerStore): void {
  test('every transfer is sealed over its fields and the seal before it in its lane [CON-8]', async () => {
    const { submit, sha256 } = await withWallets(open);
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, i) => submit(transfer({ key: `k${i}`, amountMinor: 1n }))));
    const more = [await submit(hold(), post({ amountMinor: 2n })), await submit(transfer({ key: 'noted', memo: { text: 'ünïcode', salt: 'b'.repeat(32) } }))];
    const chain = [...outcomes, ...more].flatMap(booked).toSorted((a, b) => a.seq - b.seq);
    expect(chain.map(({ seq }) => seq)).toEqual(chain.map((_, i) => Number(chain[0]?.seq) + i));
    for (const [before, after] of pairs(chain)) expect(after.seal).toBe(sealOf(after, before.seal, sha256));
  });

  test('the first transfer of a lane stands on the genesis seal, and reading it back gives what was sealed', async () => {
    const { store, sha256 } = await withWallets(open);
    const [first] = await store.postings({ tenant: 'main', account: alice, limit: 1 });
    if (first === undefined) throw new Error('There is no posting.');
    expect(first.transfer.seq).toBe(1);
    expect(sealOf(first.transfer, genesisSeal, sha256)).toBe(first.transfer.seal);
  });

  test('a seal stays valid when the memo is erased, since it covers the digest only', async () => {
    const { submit, store, sha256 } = await withWallets(open);
    const memo = { text: 'happy birthday', salt: 'c'.repeat(32) };
    const before = bookedOne(await submit(transfer({ key: 'k1' })));
    const noted = bookedOne(await submit(transfer({ key: 'k2', memo })));
    expect(noted.memoDigest).toBe(memoDigestOf(memo, sha256));
    await store.eraseMemos('main', alice);
    const erased = await store.transfer('main', alice, 'k2');
    expect(erased).toMatchObject({ memo: undefined, memoDigest: noted.memoDigest });
    expect(erased && sealOf(erased, before.seal, sha256)).toBe(noted.seal);
  });
}

function pairs(chain: readonly Transfer[]): readonly (readonly [Transfer, Transfer])[] {
  return chain.flatMap((transfer, i) => {
    const before = chain[i - 1];
    return before === undefined ? [] : [[before, transfer] as const];
  });
}
