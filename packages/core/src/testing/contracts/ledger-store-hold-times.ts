import { expect, test } from 'vitest';
import { maxHoldMs } from '../../ledger/operation.ts';
import { bookedOne, hold, type OpenLedgerStore, post, refusal, release, withWallets } from './ledger-store-harness.ts';

const shortMs = 30;

export function holdTimeTests(open: OpenLedgerStore): void {
  test('a hold cannot be posted once its time is over, even if nobody has let it go yet', async () => {
    const { submit, passTime, balances } = await withWallets(open);
    await submit(hold({ expiresInMs: shortMs }));
    await passTime(shortMs);
    expect(await submit(post())).toMatchObject(refusal('hold-expired'));
    expect(await balances()).toEqual(['-100', '100 (40 held)', '0', '0']);
  });

  test('a time-out that races a post: the money moves or comes back, once [CON-6]', async () => {
    const { submit, passTime, balances } = await withWallets(open);
    await submit(hold({ expiresInMs: shortMs }));
    await passTime(shortMs);
    const [posted, expired] = await Promise.all([submit(post()), submit(release('expire'))]);
    expect(posted).toMatchObject({ kind: 'refused' });
    expect(['hold-expired', 'hold-resolved']).toContain(posted.kind === 'refused' ? posted.code : '');
    expect(bookedOne(expired)).toMatchObject({ kind: 'expire', amountMinor: 40n });
    expect(await submit(release('expire'))).toMatchObject({ kind: 'replayed' });
    expect(await balances()).toEqual(['-100', '100', '0', '0']);
  });

  test('a hold is not timed out before its time', async () => {
    const { submit, balances } = await withWallets(open);
    await submit(hold());
    expect(await submit(release('expire'))).toMatchObject(refusal('invalid-operation'));
    expect(await submit(post())).toMatchObject({ kind: 'posted' });
    expect(await balances()).toEqual(['-100', '60', '40', '0']);
  });

  test('a hold whose time is over may still be voided', async () => {
    const { submit, passTime, balances } = await withWallets(open);
    await submit(hold({ expiresInMs: shortMs }));
    await passTime(shortMs);
    expect(await submit(release('void'))).toMatchObject({ kind: 'posted' });
    expect(await balances()).toEqual(['-100', '100', '0', '0']);
  });

  test('holds whose time is over are found for every tenant, until they are resolved', async () => {
    const { submit, store, passTime } = await withWallets(open);
    await store.open('other', { kind: 'user', unit: 'USD', owner: 'alice', floorMinor: -50n });
    await store.open('other', { kind: 'user', unit: 'USD', owner: 'bob' });
    await store.submit({ tenant: 'other', operations: [hold({ key: 'theirs', expiresInMs: shortMs })] });
    await submit(hold({ key: 'later', amountMinor: 1n }));
    await submit(hold({ key: 'mine', amountMinor: 1n, expiresInMs: shortMs }));
    await submit(hold({ key: 'voided', amountMinor: 1n, expiresInMs: shortMs }));
    await submit(release('void', { holdKey: 'voided' }));
    await passTime(shortMs);
    expect((await store.timedOutHolds(9)).map(({ tenant, key }) => `${tenant} ${key}`).toSorted()).toEqual(['main mine', 'other theirs']);
    expect(await store.timedOutHolds(1)).toHaveLength(1);
    await submit(release('expire', { holdKey: 'mine' }));
    expect((await store.timedOutHolds(9)).map(({ key }) => key)).toEqual(['theirs']);
  });

  test.each([0, -1, 1.5, Number.NaN, maxHoldMs + 1])('a hold of %s ms is refused', async (expiresInMs) => {
    const { submit } = await withWallets(open);
    expect(await submit(hold({ expiresInMs }))).toMatchObject(refusal('invalid-operation'));
  });
}
