import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LedgerStep, type SealedLedger, sealedLedger } from '../../testing/sealed-ledger.ts';
import { toySha256 as sha256 } from '../../testing/toy-sha256.ts';
import type { LaneHead, Transfer } from '../transfer.ts';
import type { LedgerReport } from './ledger-report.ts';
import { createLedgerVerifier } from './verify-ledger.ts';

const tenant = 'main';

function verify({ transfers, heads, accounts }: SealedLedger, earlier: readonly LaneHead[] = []): LedgerReport {
  const verifier = createLedgerVerifier({ tenant, sha256, earlier });
  verifier.transfers(transfers);
  verifier.heads(heads);
  verifier.accounts(accounts);
  return verifier.report();
}
const kinds = (report: LedgerReport) => report.problems.map(({ kind }) => kind);
const build = (steps: readonly LedgerStep[]) => sealedLedger(steps, { tenant, sha256 });

const owners = ['alice', 'bob', 'carol'];
const anyStep: fc.Arbitrary<LedgerStep> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('transfer' as const, 'hold' as const), from: fc.nat(2), by: fc.integer({ min: 1, max: 2 }), amount: fc.integer({ min: 1, max: 1_000 }), lane: fc.nat(2), memo: fc.option(fc.string(), { nil: undefined }) })
    .map(({ from, by, memo, ...rest }) => ({ ...rest, payer: `user:USD:${owners[from]}`, payee: `user:USD:${owners[(from + by) % 3]}`, ...(memo === undefined ? {} : { memo }) })) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('post' as const, 'void' as const, 'expire' as const), pick: fc.nat(5), lane: fc.nat(2) }) },
);
const anyLedger = fc.array(anyStep, { minLength: 1, maxLength: 25 }).map(build).filter(({ transfers }) => transfers.length > 0);
const eraseMemo = (transfer: Transfer): Transfer => ({ ...transfer, memo: undefined });
const replaced = <T>(list: readonly T[], index: number, item: T): readonly T[] => list.map((each, at) => (at === index ? item : each));

/** Another value of the same type; for what is not there, one that is. */
function other(value: unknown): unknown {
  if (typeof value === 'bigint') return value + 1n;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return value.startsWith('x') ? `y${value}` : `x${value}`;
  return 'something';
}
const leg = { posting: 1, balanceMinor: 0n, heldMinor: 0n };
const plain = ['tenant', 'payer', 'key', 'kind', 'payee', 'unit', 'amountMinor', 'holdKey', 'expiresAtMs', 'linkedKey', 'memoDigest', 'fingerprint', 'lane', 'seq', 'seal', 'atMs'] as const;
const mutations: readonly ((transfer: Transfer) => Transfer)[] = [
  ...plain.map((field) => (transfer: Transfer) => ({ ...transfer, [field]: other(transfer[field]) })),
  ...(['posting', 'balanceMinor', 'heldMinor'] as const).flatMap((field) => (['payerLeg', 'payeeLeg'] as const).map((side) => (transfer: Transfer): Transfer => {
    const before = transfer[side] ?? leg;
    return { ...transfer, [side]: { ...before, [field]: other(before[field]) } };
  })),
  (transfer) => ({ ...transfer, payeeLeg: transfer.payeeLeg === undefined ? leg : undefined }),
  (transfer) => ({ ...transfer, memo: { text: `${transfer.memo?.text ?? ''}!`, salt: transfer.memo?.salt ?? '' } }),
  (transfer) => ({ ...transfer, memo: { text: transfer.memo?.text ?? '', salt: `${transfer.memo?.salt ?? ''}!` } }),
];

describe('verifying a ledger', () => {
  test('finds nothing in an untouched ledger, in whatever order its rows come and whichever memos were erased [CON-8]', () => {
    fc.assert(fc.property(anyLedger, fc.infiniteStream(fc.boolean()), fc.infiniteStream(fc.nat()), (ledger, erased, places) => {
      const transfers = ledger.transfers.map((transfer) => ({ at: places.next().value, row: erased.next().value === true ? eraseMemo(transfer) : transfer })).toSorted((a, b) => Number(a.at) - Number(b.at)).map(({ row }) => row);
      const report = verify({ ...ledger, transfers }, ledger.heads);
      expect(report.problems).toEqual([]);
      expect(report).toMatchObject({ transfers: ledger.transfers.length, sums: [{ unit: 'USD', sumMinor: '0' }], lanes: ledger.heads.toSorted((a, b) => a.lane - b.lane) });
    }));
  });

  test('finds any other value in any field of any row [CON-8]', () => {
    fc.assert(fc.property(anyLedger, fc.nat(), fc.constantFrom(...mutations), (ledger, at, mutate) => {
      const index = at % ledger.transfers.length;
      const transfers = replaced(ledger.transfers, index, mutate(ledger.transfers[index] as Transfer));
      expect(verify({ ...ledger, transfers }).problemCount).toBeGreaterThan(0);
    }), { numRuns: 500 });
  });

  test('finds any deleted row [CON-8]', () => {
    fc.assert(fc.property(anyLedger, fc.nat(), (ledger, at) => {
      const index = at % ledger.transfers.length;
      const { lane } = ledger.transfers[index] as Transfer;
      const report = verify({ ...ledger, transfers: ledger.transfers.toSpliced(index, 1) });
      expect(report.problems).toContainEqual(expect.objectContaining({ kind: expect.stringMatching(/^(lane|head)$/), place: expect.objectContaining({ lane }) }));
    }));
  });

  test('finds any swap of two rows: of their places, or of what one field says [CON-8]', () => {
    fc.assert(fc.property(anyLedger, fc.nat(), fc.nat(), fc.constantFrom(...plain, 'payerLeg', 'payeeLeg', 'place'), (ledger, one, two, what) => {
      const [i, j] = [one % ledger.transfers.length, two % ledger.transfers.length];
      const [a, b] = [ledger.transfers[i] as Transfer, ledger.transfers[j] as Transfer];
      const fields = what === 'place' ? (['lane', 'seq', 'seal'] as const) : [what];
      fc.pre(fields.some((field) => JSON.stringify(a[field], text) !== JSON.stringify(b[field], text)));
      const [withB, withA] = [pick(b, fields), pick(a, fields)];
      const transfers = replaced(replaced(ledger.transfers, i, { ...a, ...withB }), j, { ...b, ...withA });
      expect(verify({ ...ledger, transfers }).problemCount).toBeGreaterThan(0);
    }), { numRuns: 300 });
  });

  test('finds any account row that says something else than its postings, is gone, or was added [CON-5]', () => {
    fc.assert(fc.property(anyLedger, fc.nat(), fc.constantFrom('balanceMinor', 'heldMinor', 'postings'), (ledger, at, field) => {
      const moved = ledger.accounts.filter(({ postings }) => postings > 0);
      const account = moved[at % moved.length] ?? expect.unreachable();
      const index = ledger.accounts.indexOf(account);
      const altered = verify({ ...ledger, accounts: replaced(ledger.accounts, index, { ...account, [field]: other(account[field]) }) });
      expect(altered.problems[0]).toMatchObject({ kind: 'account', place: { account: account.id } });
      expect(kinds(verify({ ...ledger, accounts: ledger.accounts.toSpliced(index, 1) }))).toContain('account');
      expect(kinds(verify({ ...ledger, accounts: [...ledger.accounts, { ...account, id: 'user:USD:mallory', balanceMinor: 5n }] }))).toEqual(['account', 'sum']);
    }));
  });

  test('finds a head that was moved, altered or taken away [CON-8]', () => {
    fc.assert(fc.property(anyLedger, fc.nat(), fc.constantFrom('seq', 'seal', 'lane'), (ledger, at, field) => {
      const index = at % ledger.heads.length;
      const head = ledger.heads[index] as LaneHead;
      expect(kinds(verify({ ...ledger, heads: replaced(ledger.heads, index, { ...head, [field]: field === 'lane' ? 99 : other(head[field]) }) }))).toContain('head');
      expect(kinds(verify({ ...ledger, heads: ledger.heads.toSpliced(index, 1) }))).toEqual(['head']);
    }));
  });

  test('a report is plain JSON', () => {
    const report = verify(build([{ kind: 'transfer', payer: 'user:USD:a', payee: 'user:USD:b', amount: 5, lane: 0 }]));
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

const text = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);
function pick(transfer: Transfer, fields: readonly (keyof Transfer)[]): Partial<Transfer> {
  return Object.fromEntries(fields.map((field) => [field, transfer[field]]));
}
