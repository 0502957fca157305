import type { Account, AccountCursor, Comparison, Correction } from '@sora/core';
import { fakeClock, memoryLeaseStore } from '@sora/core/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { reconcileBalances, startReconcilingBalances } from './reconcile-balances.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const account = (id: string): Account => ({ tenant: 'main', id, unit: 'USD', balanceMinor: 5n, heldMinor: 0n, floorMinor: 0n, ceilingMinor: undefined, postings: 1, frozen: false });
const expected = { balanceMinor: 4n, heldMinor: 0n, postings: 1 };

/** Three pages of accounts, of which these differ. */
function fakeAudit(differing: readonly string[], correct = async ({ id }: AccountCursor): Promise<Correction> => ({ kind: 'corrected', before: account(id), after: account(id) })) {
  const pages = ['a', 'b', 'c'];
  return {
    compare: vi.fn(async (after: AccountCursor | undefined): Promise<Comparison> => {
      const [id = '', next] = pages.slice(after === undefined ? 0 : pages.indexOf(after.id) + 1);
      return { compared: 1, inconsistent: differing.includes(id) ? [{ tenant: 'main', account: account(id), expected }] : [], next: next === undefined ? undefined : { tenant: 'main', id } };
    }),
    correct: vi.fn(correct),
  };
}
const log = () => ({ warn: vi.fn(), error: vi.fn() });
const never = new AbortController().signal;

describe('reconciling balances', () => {
  test('looks at every page and has corrected what differs, with a line in the log [CON-5]', async () => {
    const [audit, lines] = [fakeAudit(['a', 'c']), log()];
    const round = reconcileBalances({ audit, log: lines }, never);
    await vi.advanceTimersByTimeAsync(1_000);
    await round;
    expect(audit.compare.mock.calls.map(([after]) => after?.id)).toEqual([undefined, 'a', 'b']);
    expect(audit.correct.mock.calls).toEqual([[{ tenant: 'main', id: 'a' }], [{ tenant: 'main', id: 'c' }]]);
    expect(lines.error).toHaveBeenCalledTimes(2);
  });

  test('goes on with the others when one cannot be corrected [CON-5]', async () => {
    const audit = fakeAudit(['a', 'c'], async ({ id }) => {
      if (id === 'a') throw new Error('locked');
      return { kind: 'was-consistent', before: account(id), after: account(id) };
    });
    const lines = log();
    const round = reconcileBalances({ audit, log: lines }, never);
    await vi.advanceTimersByTimeAsync(1_000);
    await round;
    expect(audit.correct).toHaveBeenCalledTimes(2);
    expect(lines.error.mock.calls).toEqual([[expect.objectContaining({ id: 'a' }), expect.stringContaining('could not be corrected')]]);
  });

  test('says once, when it freezes it, that the postings of an account do not add up', async () => {
    const lines = log();
    for (const frozen of [false, true, true]) {
      const before = { ...account('c'), frozen };
      const round = reconcileBalances({ audit: fakeAudit(['c'], async () => ({ kind: 'unresolvable', before, after: { ...before, frozen: true } })), log: lines }, never);
      await vi.advanceTimersByTimeAsync(1_000);
      await round;
    }
    expect(lines.error).toHaveBeenCalledTimes(1);
  });

  test('finds what was altered within a minute [CON-5]', async () => {
    const [audit, clock] = [fakeAudit(['a']), fakeClock()];
    const worker = startReconcilingBalances({ audit, leases: memoryLeaseStore(clock), holder: 'a', log: log() });
    await vi.advanceTimersByTimeAsync(16_000);
    expect(audit.correct).toHaveBeenCalledTimes(1);
    await worker.stop();
  });

  test('stops between two pages', async () => {
    const stop = new AbortController();
    const audit = fakeAudit([]);
    const round = reconcileBalances({ audit, log: log() }, stop.signal);
    stop.abort(new Error('The server stops.'));
    await expect(round).rejects.toThrow();
    expect(audit.compare).toHaveBeenCalledTimes(1);
  });
});
