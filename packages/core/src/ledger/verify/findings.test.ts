import { describe, expect, test } from 'vitest';
import { type LedgerStep, type SealedLedger, sealedLedger } from '../../testing/sealed-ledger.ts';
import { toySha256 as sha256 } from '../../testing/toy-sha256.ts';
import { sealOf } from '../seal.ts';
import type { LaneHead, Transfer } from '../transfer.ts';
import type { LedgerReport } from './ledger-report.ts';
import { createLedgerVerifier } from './verify-ledger.ts';

const tenant = 'main';
const [alice, bob] = ['user:USD:alice', 'user:USD:bob'];
const pay = (amount: number, lane = 0): LedgerStep => ({ kind: 'transfer', payer: alice, payee: bob, amount, lane });

function verify({ transfers, heads, accounts }: SealedLedger, { earlier = [], maxWaiting = 1_000 }: { readonly earlier?: readonly LaneHead[]; readonly maxWaiting?: number } = {}): LedgerReport {
  const verifier = createLedgerVerifier({ tenant, sha256, earlier, maxWaiting });
  verifier.transfers(transfers);
  verifier.heads(heads);
  verifier.accounts(accounts);
  return verifier.report();
}
const build = (steps: readonly LedgerStep[]) => sealedLedger(steps, { tenant, sha256 });
const said = ({ problems }: LedgerReport) => problems.map(({ kind, detail }) => `${kind}: ${detail}`);
const change = (ledger: SealedLedger, index: number, more: Partial<Transfer>): SealedLedger => ({ ...ledger, transfers: ledger.transfers.map((transfer, at) => (at === index ? { ...transfer, ...more } : transfer)) });

describe('what is wrong with a ledger is said of the very row', () => {
  test('an altered amount: its seal, and the balances it would have made', () => {
    const report = verify(change(build([pay(10), pay(20), pay(30)]), 1, { amountMinor: 21n }));
    expect(said(report)).toEqual([
      'seal: The transfer "key-1" of user:USD:alice (lane 0, place 2) is not as it was sealed.',
      'balance: Posting 2 of user:USD:alice leaves -30; after the posting before it that would be -31.',
      'balance: Posting 2 of user:USD:bob leaves 30; after the posting before it that would be 31.',
    ]);
    expect(report.problems[0]?.place).toEqual({ lane: 0, seq: 2, payer: alice, key: 'key-1' });
  });

  test('an altered seal is one row, not that and the next', () => {
    expect(said(verify(change(build([pay(10), pay(20), pay(30)]), 1, { seal: 'f'.repeat(64) })))).toEqual(['seal: The transfer "key-1" of user:USD:alice (lane 0, place 2) is not as it was sealed.']);
  });

  test('altered seals in a row, and an altered row beside them, are those rows alone', () => {
    const ledger = build([pay(10), pay(20), pay(30), pay(40), pay(50)]);
    const altered = change(change(change(ledger, 1, { fingerprint: 'x' }), 2, { seal: 'e'.repeat(64) }), 3, { seal: 'f'.repeat(64) });
    expect(verify(altered).problems.map(({ kind, place }) => [kind, place.seq])).toEqual([['seal', 2], ['seal', 3], ['seal', 4]]);
  });

  test('a deleted row: its place in the lane and its number in both accounts', () => {
    const ledger = build([pay(10), pay(20), pay(30)]);
    expect(said(verify({ ...ledger, transfers: ledger.transfers.toSpliced(1, 1) })).toSorted()).toEqual([
      'balance: Posting 3 of user:USD:alice leaves -60; after the posting before it that would be -40.',
      'balance: Posting 3 of user:USD:bob leaves 60; after the posting before it that would be 40.',
      'lane: Lane 0 has no place 2.',
      'posting: The account user:USD:alice has no posting 2.',
      'posting: The account user:USD:bob has no posting 2.',
    ]);
  });

  test('a tail that was cut off: how far the lane goes, and how far its head says', () => {
    const ledger = build([pay(10), pay(20), pay(30)]);
    expect(said(verify({ ...ledger, transfers: ledger.transfers.slice(0, 1) }))).toContain('head: Lane 0 ends at place 1; its head says 3.');
  });

  test('a row twice', () => {
    const ledger = build([pay(10), pay(20)]);
    expect(said(verify({ ...ledger, transfers: [...ledger.transfers, ...ledger.transfers.slice(0, 1)] }))).toEqual([
      'lane: Lane 0 has its place 1 twice, or far out of order: key "key-0" of user:USD:alice.',
      'posting: The account user:USD:alice has its posting 1 twice, or far out of order: key "key-0" of user:USD:alice.',
      'posting: The account user:USD:bob has its posting 1 twice, or far out of order: key "key-0" of user:USD:alice.',
    ]);
  });

  test('a hold that was resolved twice, and one posted for more than was held, also where the seals are right', () => {
    const hold: LedgerStep = { kind: 'hold', payer: alice, payee: bob, amount: 10, lane: 0 };
    const twice = build([hold, { kind: 'void', pick: 0, lane: 0 }, hold, { kind: 'void', pick: 0, lane: 0 }]);
    expect(said(verify(reseal(change(twice, 3, { holdKey: 'key-0' }))))).toEqual(['hold: "key-3" of user:USD:alice resolves the hold "key-0", which is not open: it was resolved before, or never placed.']);
    const more = build([hold, { kind: 'post', pick: 0, lane: 0 }]);
    expect(said(verify(reseal(change(more, 1, { amountMinor: 11n }))))).toContain('hold: "key-1" of user:USD:alice resolves the hold "key-0" of 10 for user:USD:bob with 11 for user:USD:bob.');
  });

  test('a held amount that its open holds do not make', () => {
    const ledger = build([{ kind: 'hold', payer: alice, payee: bob, amount: 10, lane: 0 }]);
    const wrong = reseal(change(ledger, 0, { payerLeg: { posting: 1, balanceMinor: 0n, heldMinor: 11n } }));
    expect(said(verify(wrong))).toContain('hold: Posting 1 of user:USD:alice leaves 11 held; its open holds make 10.');
  });

  test('a memo that is not the one that was written', () => {
    const ledger = build([{ kind: 'transfer', payer: alice, payee: bob, amount: 1, lane: 0, memo: 'rent' }]);
    expect(said(verify(change(ledger, 0, { memo: { text: 'gift', salt: 'salt-0' } })))).toEqual(['memo: The memo of the transfer "key-0" of user:USD:alice does not match its digest.']);
  });

  test('a history written anew as a whole has nothing wrong in itself; an earlier report gives it away', () => {
    const [before, anew] = [build([pay(10), pay(20, 1)]), build([pay(10), pay(25, 1), pay(5, 1)])];
    expect(verify(anew).problemCount).toBe(0);
    expect(said(verify(anew, { earlier: before.heads }))).toEqual(['rewritten: Place 1 of lane 1 does not have the seal that the earlier report saw there.']);
    expect(verify(build([pay(10), pay(20, 1), pay(5, 1)]), { earlier: before.heads }).problemCount).toBe(0);
  });

  test('a lane cut off together with its head and its accounts is given away by an earlier report', () => {
    expect(said(verify(build([pay(10)]), { earlier: build([pay(10), pay(20)]).heads }))).toEqual(['rewritten: Place 2 of lane 0 does not have the seal that the earlier report saw there.']);
  });

  test('of many the first hundred are spelt out and all are counted', () => {
    const ledger = build(Array.from({ length: 3_000 }, () => pay(1)));
    const report = verify({ ...ledger, transfers: ledger.transfers.map((transfer) => ({ ...transfer, fingerprint: 'x' })) });
    expect([report.problems.length, report.problemCount]).toEqual([100, 3_000]);
  }, 2_000);

  test('a gap before more rows than memory may hold is still the only gap', () => {
    const ledger = build(Array.from({ length: 300 }, () => pay(1)));
    const report = verify({ ...ledger, transfers: ledger.transfers.toSpliced(0, 1) }, { maxWaiting: 10 });
    expect(report.problems.map(({ kind }) => kind).toSorted()).toEqual(['balance', 'balance', 'lane', 'posting', 'posting']);
  });
});

/** As a fault in the ledger would leave it, where the writer itself is wrong and seals what it wrote. */
function reseal({ transfers, accounts }: SealedLedger): SealedLedger {
  const heads = new Map<number, LaneHead>();
  const sealed = transfers.map((transfer) => {
    const seal = sealOf(transfer, heads.get(transfer.lane)?.seal ?? '0'.repeat(64), sha256);
    heads.set(transfer.lane, { lane: transfer.lane, seq: transfer.seq, seal });
    return { ...transfer, seal };
  });
  return { transfers: sealed, accounts, heads: [...heads.values()] };
}
