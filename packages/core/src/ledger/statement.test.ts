import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LedgerStep, sealedLedger } from '../testing/sealed-ledger.ts';
import { toySha256 as sha256 } from '../testing/toy-sha256.ts';
import type { Account } from './account.ts';
import type { LedgerStore } from './ledger-store.ts';
import { postingsOf } from './posting.ts';
import { readStatement, type StatementLine, type StatementPage } from './statement.ts';

const [alice, bob] = ['user:USD:alice', 'user:USD:bob'];
const startMs = 1_000;

const anyStep: fc.Arbitrary<LedgerStep> = fc.oneof(
  fc.record({ kind: fc.constantFrom('transfer' as const, 'hold' as const), pays: fc.boolean(), amount: fc.integer({ min: 1, max: 500 }) })
    .map(({ kind, pays, amount }) => ({ kind, amount, lane: 0, payer: pays ? alice : bob, payee: pays ? bob : alice })),
  fc.record({ kind: fc.constantFrom('post' as const, 'void' as const), pick: fc.nat(3), lane: fc.constant(0) }),
);

/** A ledger of which each transfer is a millisecond later than the one before, and how often it was asked. */
function ledgerOf(steps: readonly LedgerStep[]) {
  const { transfers, accounts } = sealedLedger(steps, { tenant: 'main', sha256, startMs });
  const asked = { times: 0 };
  const all = transfers.flatMap((transfer) => postingsOf(transfer, alice)).toReversed();
  const source: Pick<LedgerStore, 'postings'> = {
    async postings({ limit, beforePosting = Infinity }) {
      asked.times += 1;
      return all.filter(({ leg }) => leg.posting < beforePosting).slice(0, limit);
    },
  };
  const account = accounts.find(({ id }) => id === alice) ?? { ...(accounts[0] as Account), id: alice, balanceMinor: 0n, postings: 0 };
  return { source, account, asked };
}

type Ledger = ReturnType<typeof ledgerOf>;
async function whole({ source, account }: Ledger, fromMs: number, toMs: number, limit = 4): Promise<StatementPage> {
  const lines: StatementLine[] = [];
  for (let afterPosting = 0; ; ) {
    const page = await readStatement(source, account, { fromMs, toMs, limit, afterPosting });
    lines.push(...page.lines);
    if (page.nextAfter === undefined) return { ...page, lines };
    afterPosting = page.nextAfter;
  }
}
const anyInstant = fc.integer({ min: startMs - 5, max: startMs + 45 });

describe('a statement', () => {
  test('opening balance and changes make the closing balance, line by line, whatever the period and the page [CON-8]', async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 40 }), anyInstant, anyInstant, fc.integer({ min: 1, max: 9 }), async (steps, a, b, limit) => {
      const { openingMinor, closingMinor, lines } = await whole(ledgerOf(steps), Math.min(a, b), Math.max(a, b), limit);
      let balance = openingMinor;
      for (const line of lines) expect(line.balanceMinor).toBe((balance += line.changeMinor));
      expect(balance).toBe(closingMinor);
    }));
  });

  test('consecutive ones join: the second opens with what the first closed with, and together they are the one over both periods [CON-8]', async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 40 }), anyInstant, async (steps, middle) => {
      const ledger = ledgerOf(steps);
      const [first, second, both] = [await whole(ledger, 0, middle), await whole(ledger, middle, 9_999), await whole(ledger, 0, 9_999)];
      expect(second.openingMinor).toBe(first.closingMinor);
      expect([...first.lines, ...second.lines]).toEqual(both.lines);
      expect([both.openingMinor, both.closingMinor, both.lines.length]).toEqual([0n, ledger.account.balanceMinor, ledger.account.postings]);
    }));
  });

  test('has the lines of its period only, from its first instant up to but without its last', async () => {
    const pay: LedgerStep = { kind: 'transfer', payer: alice, payee: bob, amount: 1, lane: 0 };
    const { lines } = await whole(ledgerOf([pay, pay, pay, pay]), startMs + 1, startMs + 3);
    expect(lines.map(({ posting, atMs, counterparty, changeMinor }) => [posting, atMs, counterparty, changeMinor])).toEqual([[2, startMs + 1, bob, -1n], [3, startMs + 2, bob, -1n]]);
  });

  test('asks few questions about a long history', async () => {
    const ledger = ledgerOf(Array.from({ length: 1_000 }, () => ({ kind: 'transfer', payer: alice, payee: bob, amount: 1, lane: 0 })));
    const page = await readStatement(ledger.source, ledger.account, { fromMs: startMs + 500, toMs: startMs + 600, limit: 500 });
    expect([page.lines.length, page.openingMinor, page.closingMinor]).toEqual([100, -500n, -600n]);
    expect(ledger.asked.times).toBeLessThan(25);
  });
});
