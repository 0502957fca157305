import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openedAccounts } from '../ledger/opened-accounts.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { memoryConflictLog } from '../testing/memory/conflict-log.ts';
import { memoryEventLog } from '../testing/memory/event-log.ts';
import { memoryLedgerStore } from '../testing/memory/ledger-store.ts';
import { memoryPayments } from '../testing/memory/payment-store.ts';
import { toySha256 } from '../testing/toy-sha256.ts';
import { applyPayment, openAccountsOf, type PaymentBooks } from './apply-payment.ts';
import type { Payment, PaymentFact } from './payment.ts';
import { holdOf } from './payment-operations.ts';

const payment: Payment = { tenant: 'main', provider: 'stripe', id: 'pi_1', wallet: 'user:USD:alice' };
const earlier: Payment = { ...payment, id: 'pi_0' };
const tenants = new Set(['main']);

interface Story {
  /** What the wallet has before: little, so that what is taken by force freezes it, or enough. */
  readonly beforeMinor: bigint;
  readonly facts: readonly PaymentFact[];
}

/** Facts in the order in which they happen. */
const stories: fc.Arbitrary<Story> = fc
  .record({
    beforeMinor: fc.bigInt(100n, 2_000n),
    outflows: fc.array(fc.record({ amountMinor: fc.bigInt(1n, 40n), held: fc.boolean(), says: fc.boolean(), ends: fc.constantFrom('left', 'left-and-returned', 'returned') }), { maxLength: 4 }),
    dispute: fc.option(fc.boolean(), { nil: undefined }),
  })
  .map(({ beforeMinor, outflows, dispute }) => {
    const moved = outflows.flatMap(({ amountMinor, held, says, ends }, n): PaymentFact[] => {
      const about = { outflow: `re_${n}`, held, ...((says || !held) && { amountMinor }) };
      const asked = held ? [{ kind: 'asked', outflow: `re_${n}`, amountMinor, held } as const] : [];
      const left = { kind: 'left', ...about } as const;
      const returned = { kind: 'returned', ...about } as const;
      return [...asked, ...(ends === 'left' ? [left] : ends === 'returned' ? [returned] : [left, returned])];
    });
    const lost = { outflow: 'du_1', amountMinor: 5_000n, held: false };
    const disputed: readonly PaymentFact[] = dispute === undefined ? [] : dispute ? [{ kind: 'left', ...lost }, { kind: 'returned', ...lost }] : [{ kind: 'left', ...lost }];
    return { beforeMinor, facts: [{ kind: 'paid', amountMinor: 1_000n }, ...disputed, ...moved] };
  });

async function open(story: Story) {
  const clock = fakeClock();
  const ledger = memoryLedgerStore({ clock, sha256: toySha256, tenants });
  const { store } = memoryPayments({ clock, tenants });
  const conflicts = memoryConflictLog(clock, tenants, memoryEventLog(clock, tenants));
  let ids = 0;
  const books: PaymentBooks = { store, ledger, accounts: openedAccounts(ledger), conflicts, newId: () => String((ids += 1)) };
  const deliver = (of: Payment, fact: PaymentFact, id: string) => store.receive({ provider: 'stripe', id, type: fact.kind, source: 'webhook', subject: of.id, facts: [fact], atMs: 0 });
  for (const each of [earlier, payment]) await store.open(each, each.id);
  await openAccountsOf(books, payment);
  await deliver(earlier, { kind: 'paid', amountMinor: story.beforeMinor }, 'before');
  await applyPayment(books, earlier);
  for (const fact of story.facts) {
    // What we ask for is reserved first.
    if (fact.kind === 'asked') await ledger.submit({ tenant: 'main', operations: [holdOf(payment, { outflow: fact.outflow ?? '', amountMinor: fact.amountMinor })] });
  }
  const balances = async () => Promise.all(['user:USD:alice', 'clearing:USD:stripe'].map(async (id) => {
    const account = await ledger.account('main', id);
    return [account?.balanceMinor, account?.heldMinor];
  }));
  return { clock, books, deliver, balances, conflicts };
}

/** The server dies after it booked, and before it wrote down that it had. */
const dyingBooks = (books: PaymentBooks): PaymentBooks => ({ ...books, store: { ...books.store, finish: async () => { throw new Error('the server died'); } } });

interface Delivery {
  readonly fact: PaymentFact;
  readonly applied: 'not yet' | 'applied' | 'died';
}

const deliveries = ({ facts }: Story): fc.Arbitrary<readonly Delivery[]> => {
  const applied = fc.constantFrom('not yet' as const, 'applied' as const, 'died' as const);
  const repeats = fc.array(fc.constantFrom(...facts), { maxLength: 4 });
  return repeats.chain((more) => fc.shuffledSubarray([...facts, ...more], { minLength: facts.length + more.length }).chain((shuffled) => fc.tuple(...shuffled.map((fact) => applied.map((how) => ({ fact, applied: how }))))));
};

describe('facts about one payment', () => {
  test('in any order, repeated, with servers that die between booking and noting, come to the balances of the natural order [CON-6]', async () => {
    await fc.assert(
      fc.asyncProperty(stories.chain((story) => deliveries(story).map((order) => ({ story, order }))), async ({ story, order }) => {
        const natural = await open(story);
        for (const [n, fact] of story.facts.entries()) {
          await natural.deliver(payment, fact, `e${n}`);
          await applyPayment(natural.books, payment);
        }
        const mixed = await open(story);
        for (const [n, { fact, applied }] of order.entries()) {
          await mixed.deliver(payment, fact, `e${n}`);
          if (applied === 'applied') await applyPayment(mixed.books, payment);
          if (applied === 'died') await applyPayment(dyingBooks(mixed.books), payment).catch(() => undefined);
          mixed.clock.advance(20_000);
        }
        await applyPayment(mixed.books, payment);
        expect(await mixed.balances()).toEqual(await natural.balances());
        expect(await mixed.books.store.due(9)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('in the natural order they sum to what came in less what stayed out, nothing is reserved any more, and no race is seen', async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const { books, deliver, balances, conflicts } = await open(story);
        for (const [n, fact] of story.facts.entries()) await deliver(payment, fact, `e${n}`);
        await applyPayment(books, payment);
        const returned = new Set(story.facts.flatMap((fact) => (fact.kind === 'returned' ? [fact.outflow] : [])));
        const amounts = new Map(story.facts.flatMap((fact) => (fact.kind === 'paid' || fact.amountMinor === undefined ? [] : [[fact.outflow, fact.amountMinor] as const])));
        const out = story.facts.reduce((sum, fact) => (fact.kind === 'left' && !returned.has(fact.outflow) ? sum + (amounts.get(fact.outflow) ?? 0n) : sum), 0n);
        const expected = story.beforeMinor + 1_000n - out;
        expect(await balances()).toEqual([[expected, 0n], [-expected, 0n]]);
        expect(await conflicts.read({ tenant: 'main', limit: 9 })).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
