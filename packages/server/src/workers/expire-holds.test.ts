import type { GroupOutcome, LinkedGroup, Transfer } from '@sora/core';
import { fakeClock, memoryLeaseStore } from '@sora/core/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { expireHolds, expiryKey, startExpiringHolds } from './expire-holds.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const hold = (key: string) => ({ tenant: 'main', payer: 'user:USD:alice', key, kind: 'hold' }) as Transfer;
const posted: GroupOutcome = { kind: 'posted', transfers: [] };
const refused = (code: 'hold-resolved' | 'unknown-account'): GroupOutcome => ({ kind: 'refused', replayed: false, code, detail: 'So it is.', operation: 0 });

function fakeLedger(pages: readonly (readonly Transfer[])[], submit: (group: LinkedGroup) => Promise<GroupOutcome> = async () => posted) {
  const timedOutHolds = vi.fn(async () => pages[timedOutHolds.mock.calls.length - 1] ?? []);
  return { timedOutHolds, submit: vi.fn(submit) };
}
const never = new AbortController().signal;
const manyHolds = Array.from({ length: 500 }, (_, n) => hold(`h${n}`));

describe('holds whose time is over', () => {
  test('are let go under a key of their own, page after page', async () => {
    const ledger = fakeLedger([manyHolds, [hold('last')]]);
    await expireHolds({ ledger, log: { warn: vi.fn() } }, never);
    expect(ledger.submit).toHaveBeenCalledTimes(501);
    expect(ledger.submit).toHaveBeenLastCalledWith({ tenant: 'main', operations: [{ kind: 'expire', key: 'sora:expire:last', payer: 'user:USD:alice', holdKey: 'last' }] });
  });

  test('that were posted or voided meanwhile are no trouble; any other refusal is said and keeps no other hold', async () => {
    const warn = vi.fn();
    const ledger = fakeLedger([[hold('a'), hold('b'), hold('c')]], async ({ operations: [{ key }] }) => (key.endsWith('a') ? refused('hold-resolved') : key.endsWith('b') ? refused('unknown-account') : posted));
    await expireHolds({ ledger, log: { warn } }, never);
    expect(ledger.submit).toHaveBeenCalledTimes(3);
    expect(warn.mock.calls).toEqual([[expect.objectContaining({ key: 'b', err: new Error('unknown-account: So it is.') }), expect.any(String)]]);
  });

  test('a page of which none could be let go is not asked for again in the same round', async () => {
    const ledger = fakeLedger([manyHolds, manyHolds, manyHolds], async () => { throw new Error('away'); });
    await expireHolds({ ledger, log: { warn: vi.fn() } }, never);
    expect(ledger.timedOutHolds).toHaveBeenCalledTimes(1);
  });

  test('are looked for every two seconds', async () => {
    const ledger = fakeLedger([[hold('a')]]);
    const worker = startExpiringHolds({ ledger, leases: memoryLeaseStore(fakeClock()), holder: 'a', log: { warn: vi.fn() } });
    await vi.advanceTimersByTimeAsync(2_100);
    expect(ledger.submit).toHaveBeenCalledTimes(1);
    await worker.stop();
  });

  test('have a key that is not too long, the same each time and another for another hold', () => {
    const long = 'k'.repeat(200);
    expect(expiryKey(long)).toHaveLength(83);
    expect(expiryKey(long)).toBe(expiryKey(long));
    expect(expiryKey(long)).not.toBe(expiryKey(`${'k'.repeat(199)}j`));
    expect(expiryKey('k'.repeat(188))).toBe(`sora:expire:${'k'.repeat(188)}`);
  });
});
