import { describe, expect, test } from 'vitest';
import { decideBatch } from '../../../ledger/decide-batch.ts';
import { noFaults } from '../faults.ts';
import { type Decide, plantedBugs } from './planted-bugs.ts';
import { operationsOfAWorld } from '../simulate.ts';
import { simulateLedger } from './simulate-ledger.ts';
import type { ViolationKind } from '../simulation-report.ts';

describe('the ledger under every fault', () => {
  test('keeps every invariant while each fault happens, in more than one world [CON-8]', async () => {
    const progress: number[] = [];
    const report = await simulateLedger({ seed: 2026, operations: operationsOfAWorld + 2000, onProgress: ({ operations }) => { progress.push(operations); } });
    expect(report.violations).toEqual([]);
    for (const [name, count] of Object.entries(report.counts)) expect.soft(count, name).toBeGreaterThan(0);
    expect(report.counts.acknowledged).toBeGreaterThan(report.operations / 2);
    expect(progress).toEqual([operationsOfAWorld, operationsOfAWorld + 2000]);
  });

  test.each([1, 2, 3, 4, 5])('keeps every invariant with %i servers', async (servers) => {
    const report = await simulateLedger({ seed: servers, operations: 2000, servers, accounts: servers * 3 });
    expect(report.violations).toEqual([]);
  });
});

test('without faults every group gets an answer at the first batch', async () => {
  const { counts, violations, operations } = await simulateLedger({ seed: 3, operations: 3000, faults: noFaults });
  expect(violations).toEqual([]);
  expect(counts).toMatchObject({ unknown: 0, poisoned: 0, failedBatches: 0, serverCrashes: 0, databaseCrashes: 0 });
  expect(counts.acknowledged + counts.refused).toBe(operations);
});

test('one seed is one history, another seed another', async () => {
  const report = (seed: number) => simulateLedger({ seed, operations: 1500 });
  const first = await report(7);
  expect(await report(7)).toEqual(first);
  expect((await report(8)).digest).not.toBe(first.digest);
});

describe('a planted bug', () => {
  test.each(Object.entries(plantedBugs))('%s is found within 2,000 operations, exactly so again by the same seed, and is not there without it [CON-2]', async (_, bug) => {
    for (const seed of [11, 12]) {
      const report = await simulateLedger({ seed, operations: 2000, bug });
      expect(report.violations).not.toEqual([]);
      expect(await simulateLedger({ seed, operations: 2000, bug })).toEqual(report);
      expect((await simulateLedger({ seed, operations: 2000 })).violations).toEqual([]);
    }
  });

  test('in a later world is found again in the first world of its own seed', async () => {
    const { decide: wrong } = plantedBugs.ignoresHeldAmounts;
    let isPlanted = false;
    const decide: Decide = (...batch) => (isPlanted ? wrong(decideBatch) : decideBatch)(...batch);
    const found = await simulateLedger({ seed: 5, operations: operationsOfAWorld + 2000, decide, onProgress: () => { isPlanted = true; } });
    const [violation] = found.violations;
    expect(violation?.seed).not.toBe(5);
    const again = await simulateLedger({ seed: violation?.seed ?? 5, operations: 2000, decide });
    expect(again.violations).toEqual(found.violations);
    expect(found.violations).not.toEqual([]);
  });
});

/** What a decision could do wrong to its change, and what the auditor calls that. */
const tampered: readonly (readonly [ViolationKind, string, Decide])[] = [
  ['sum-of-money', 'an account gets one more', tamper((change) => ({ ...change, accounts: change.accounts.map((account, i) => (i === 0 ? { ...account, balanceMinor: account.balanceMinor + 1n } : account)) }))],
  ['held-mismatch', 'an account holds one more', tamper((change) => ({ ...change, accounts: change.accounts.map((account) => ({ ...account, heldMinor: account.heldMinor + 1n })) }))],
  ['posting-gap', 'a posting is skipped', tamper((change) => ({ ...change, transfers: change.transfers.map((transfer) => ({ ...transfer, payerLeg: { ...transfer.payerLeg, posting: transfer.payerLeg.posting + 1 } })) }))],
  ['balance-mismatch', 'a leg says another balance', tamper((change) => ({ ...change, transfers: change.transfers.map((transfer) => ({ ...transfer, payerLeg: { ...transfer.payerLeg, balanceMinor: 0n } })) }))],
  ['lane-chain-broken', 'an amount is changed after it was sealed', tamper((change) => ({ ...change, transfers: change.transfers.map((transfer) => ({ ...transfer, amountMinor: transfer.amountMinor + 1n })) }))],
  ['lane-chain-broken', 'the lane says that it ends elsewhere', tamper((change) => ({ ...change, head: { ...change.head, seq: change.head.seq + 1 } }))],
  ['acknowledged-but-missing', 'an answer says posted, and nothing was written', tamper((change) => ({ ...change, transfers: [], accounts: [], head: { ...change.head, seq: 0, seal: '0'.repeat(64) } }))],
  ['refused-but-booked', 'an answer says refused, and it was written', tamper((change) => ({ ...change, outcomes: change.outcomes.map(() => ({ kind: 'refused', replayed: false, code: 'insufficient-funds', detail: '', operation: 0 })) }))],
  ['decision-failed', 'the decision throws', () => { throw new Error('a bug'); }],
];

test.each(tampered)('%s is what it says when %s', async (kind, _, decide) => {
  const { violations } = await simulateLedger({ seed: 1, operations: 500, decide });
  expect(violations.map((violation) => violation.kind)).toContain(kind);
});

function tamper(change: (honest: ReturnType<Decide>) => ReturnType<Decide>): Decide {
  return (state, groups, sha256) => change(decideBatch(state, groups, sha256));
}
